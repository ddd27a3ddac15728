"""Validates raw answers against botocore's models: members, required ones, patterns, enums, lengths, timestamps."""

import functools
import json
import re
from datetime import datetime
from xml.etree import ElementTree

ISO8601 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)")


def check_answer(operation, response):
    """Raises AssertionError for an answer that the model of its operation does not allow."""
    if operation.service_model.resolved_protocol == "query":
        found = query_problems(operation, response)
    else:
        found = json_problems(operation, response)
    if "x-amzn-requestid" not in {name.lower() for name in response["headers"]}:
        found.append("no x-amzn-RequestId")
    assert not found, f"{operation.name}: {found} in {response}"


def json_problems(operation, response):
    """What is wrong with an answer in JSON, or with an error's."""
    content_type = response["headers"].get("content-type", "")
    wrong = [] if "json" in content_type else [f"content type {content_type!r}"]
    try:
        body = json.loads(response["body"])
    except ValueError as e:
        return wrong + [f"not JSON: {e}"]
    if response["status_code"] >= 400:
        return wrong + error_problems(operation, response, body)
    if response["status_code"] != operation.http.get("responseCode", 200):
        wrong.append(f"status {response['status_code']}")
    return wrong + problems(operation.output_shape, body)


def error_problems(operation, response, body):
    """What is wrong with an error: its code must be one of the operation's, its HTTP status that of the code."""
    code = response["headers"].get("x-amzn-errortype", "")
    shape = next((each for each in operation.error_shapes if each.name == code), None)
    if shape is None:
        return [f"x-amzn-ErrorType {code!r} is not an error of this operation"]
    if operation.service_model.resolved_protocol == "json":
        body = {"Message" if key == "message" else key: value for key, value in body.items() if key != "__type"}
    status = shape.metadata.get("error", {}).get("httpStatusCode", 400)
    wrong = [] if status == response["status_code"] else [f"{code} with status {response['status_code']}, not {status}"]
    return wrong + problems(shape, body)


def query_problems(operation, response):
    """What is wrong with an answer in the query protocol's XML."""
    root = ElementTree.fromstring(response["body"])
    if response["status_code"] >= 400:
        error = tree(root).get("Error", {})
        return [] if error.get("Code") and error.get("Message") else [f"error without Code or Message: {error}"]
    result = tree(root).get(operation.output_shape.serialization.get("resultWrapper", operation.name + "Result"))
    return problems(operation.output_shape, result)


def tree(element):
    """An XML element as a dict, or the text of one without children."""
    children = {child.tag.rpartition("}")[2]: tree(child) for child in element}
    return children or element.text or ""


def problems(shape, value, path="$"):
    """What a shape does not allow in a raw value, each with its path."""
    check = {"structure": structure, "list": items, "string": string, "timestamp": timestamp, "integer": integer}
    kind = {"long": "integer"}.get(shape.type_name, shape.type_name)
    return [where if where.startswith(path) else f"{path}: {where}" for where in check[kind](shape, value, path)]


def structure(shape, value, path):
    if not isinstance(value, dict):
        return [f"{value!r} is no {shape.name}"]
    wrong = [f"{name!r} is no member of {shape.name}" for name in value if name not in shape.members]
    wrong += [f"{name!r} is required in {shape.name}" for name in shape.required_members if name not in value]
    if shape.is_tagged_union and len(value) != 1:
        wrong.append(f"{shape.name} is a union: {sorted(value)}")
    for name in shape.members.keys() & value.keys():
        wrong += problems(shape.members[name], value[name], f"{path}.{name}")
    return wrong


def items(shape, value, path):
    if not isinstance(value, list):
        return [f"{value!r} is no list"]
    wrong = between(shape, len(value), "items")
    for index, item in enumerate(value):
        wrong += problems(shape.member, item, f"{path}[{index}]")
    return wrong


def string(shape, value, path):
    if not isinstance(value, str):
        return [f"{value!r} is no string"]
    wrong = between(shape, len(value), "characters")
    if shape.enum and value not in shape.enum:
        wrong.append(f"{value!r} is none of {shape.enum}")
    pattern = shape.metadata.get("pattern")
    if pattern and not matches(pattern, value):
        wrong.append(f"{value!r} does not match {pattern}")
    return wrong


@functools.cache
def matches(pattern, value):
    return re.fullmatch(pattern, value)


def timestamp(shape, value, path):
    assert shape.serialization.get("timestampFormat", "iso8601") == "iso8601", f"{path}: a format not known here"
    if not isinstance(value, str) or not ISO8601.fullmatch(value):
        return [f"{value!r} is no ISO 8601 timestamp"]
    try:
        datetime.fromisoformat(value)
    except ValueError as e:
        return [f"{value!r}: {e}"]
    return []


def integer(shape, value, path):
    if not isinstance(value, int) or isinstance(value, bool):
        return [f"{value!r} is no integer"]
    return between(shape, value, "")


def between(shape, number, unit):
    least, most = shape.metadata.get("min", number), shape.metadata.get("max", number)
    return [] if least <= number <= most else [f"{number} {unit} is not within {least} to {most}"]
