"""The addresses of the desk: signing in, review, personal feeds, subscriptions, administration."""

from tracker.web import administration, personal, review, signin, subscribing

ROUTES = [*signin.ROUTES, *review.ROUTES, *personal.ROUTES, *subscribing.ROUTES, *administration.ROUTES]
