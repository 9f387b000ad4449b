"""Gives the inline object of FailedReasons a name: without one, openapi-python-client leaves models out; see LIMITS.md."""

import json
import sys

document = json.load(sys.stdin)
schemas = document["components"]["schemas"]
properties = schemas["FailedReasons"]["properties"]
schemas["FailedReasonsDetail"] = properties["detail"]
properties["detail"] = {"$ref": "#/components/schemas/FailedReasonsDetail"}
json.dump(document, sys.stdout)
