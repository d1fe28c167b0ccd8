"""The addresses of the desk: signing in, review, subscriptions, administration."""

from tracker.web import administration, review, signin, subscribing

ROUTES = [*signin.ROUTES, *review.ROUTES, *subscribing.ROUTES, *administration.ROUTES]
