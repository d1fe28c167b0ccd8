"""What readers see in a browser, a calendar, a spreadsheet and a program: pages in Dutch without a script, and a JSON API. Read-only.

The pages are functions of Starlette, request -> response; the API is FastAPI, whose description of itself (OpenAPI) is what that buys.
"""
