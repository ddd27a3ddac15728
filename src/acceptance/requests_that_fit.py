"""A hook of schemathesis: leaves out requests that the server closes the connection for, because their head is too large."""

import schemathesis
from requests import Request

MAX_BYTES = 12_000  # of a URL. The server takes 16 KiB of request line and headers together.


def fits(case):
    arguments = case.as_transport_kwargs()
    url = Request("GET", arguments["url"], params=arguments.get("params")).prepare().url
    return len(url) < MAX_BYTES


@schemathesis.hook
def filter_case(context, case):
    return fits(case)
