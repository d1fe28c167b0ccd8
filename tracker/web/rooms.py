"""The addresses of the desk: signing in, review, personal feeds, subscriptions, administration."""

from tracker.web import adding, administration, deciding, personal, review, signin, subscribing

ROUTES = [
    *signin.ROUTES,
    *review.ROUTES,
    *deciding.ROUTES,
    *adding.ROUTES,
    *personal.ROUTES,  # before the subscriptions, whose tokens would match
    *subscribing.ROUTES,
    *administration.ROUTES,
]
