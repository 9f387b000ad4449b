"""Makes the calls of `validate suite` with the client that openapi-python-client generates.

One call a line comes on standard input, one answer a line goes to standard output; PROTOCOL.md has their form. An
operation is the module of its name below devenviron.api.
"""

import enum
import functools
import inspect
import json
import pkgutil
import re
import sys
import typing
from importlib import import_module
from types import ModuleType
from typing import Any
from uuid import UUID

import devenviron.api
from devenviron.client import AuthenticatedClient, Client


class Skip(Exception):
    """The types of the client have no place for what is asked for."""


def snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def operations() -> dict[str, ModuleType]:
    """Gives the modules of all operations by their names."""
    packages = devenviron.api.__path__
    found = pkgutil.walk_packages(packages, "devenviron.api.")
    return {module.name.rpartition(".")[2]: import_module(module.name) for module in found if not module.ispkg}


@functools.cache
def connect(base_url: str, token: str | None) -> Client | AuthenticatedClient:
    if token is None:
        return Client(base_url=base_url)
    return AuthenticatedClient(base_url=base_url, token=token, prefix="", auth_header_name="X-Auth-Token")


def typed(name: str, value: Any, hint: Any) -> Any:
    """Gives a value the type that the client takes."""
    for kind in typing.get_args(hint) or (hint,):
        if kind is type(value):
            return value
        try:
            if kind is UUID or issubclass(kind, enum.Enum):
                return kind(value)
            if hasattr(kind, "from_dict"):
                return kind.from_dict(value)
        except KeyError as lacking:
            raise Skip(f"{kind.__name__} cannot be without {lacking}") from None
        except ValueError as other:
            raise Skip(f"{name}: {other}") from None
    raise Skip(f"{name} takes no {type(value).__name__}")


def arguments(function: Any, call: dict[str, Any]) -> dict[str, Any]:
    hints = typing.get_type_hints(function)
    given = {snake(name): value for name, value in call["parameters"].items()}
    if "body" in call:
        given["body"] = call["body"]
    elif "body" in hints and inspect.signature(function).parameters["body"].default is inspect.Parameter.empty:
        given["body"] = {}
    unknown = given.keys() - hints.keys()
    if unknown:
        raise Skip(f"{function.__module__} does not take {', '.join(sorted(unknown))}")
    return {name: typed(name, value, hints[name]) for name, value in given.items()}


def encoded(value: Any) -> Any:
    return value.to_dict() if hasattr(value, "to_dict") else value


def answer(call: dict[str, Any], table: dict[str, ModuleType]) -> dict[str, Any]:
    module = table.get(snake(call["operation"]))
    if module is None:
        return {"skipped": f"there is no operation {call['operation']}"}
    if "access_key" in call:
        return {"skipped": "the generated client does not sign"}
    try:
        given = arguments(module.sync_detailed, call)
    except Skip as reason:
        return {"skipped": str(reason)}
    try:
        got = module.sync_detailed(client=connect(call["base_url"], call.get("token")), **given)
        body = encoded(got.parsed)
    except Exception as failure:  # Whatever it is, the caller gets it in the place of an answer.
        return {"error": {"message": f"{type(failure).__name__}: {failure}"}}
    status = int(got.status_code)
    if status < 300:
        return {"status": status} if body is None else {"status": status, "body": body}
    told = {name: body[name] for name in ("error_code", "error_msg") if isinstance(body, dict) and name in body}
    return {"error": {"status": status, **told}}


def main() -> None:
    table = operations()
    for line in sys.stdin:
        call = json.loads(line)
        print(json.dumps({"id": call["id"], **answer(call, table)}), flush=True)


main()
