"""The addresses of the desk: signing in, review, subscriptions, administration."""

from tracker.web import signin

ROUTES = [*signin.ROUTES]
