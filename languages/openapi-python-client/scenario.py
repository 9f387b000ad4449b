"""Uses the generated client: create, wait, list, show, a refusal, a status the contract does not know."""

import os
import time
from uuid import UUID

from notebooks.api.notebooks import create_notebook, list_notebooks, show_notebook
from notebooks.client import AuthenticatedClient
from notebooks.models.create_notebook_request import CreateNotebookRequest
from notebooks.models.error_response import ErrorResponse
from notebooks.models.notebook import Notebook
from notebooks.models.notebook_page import NotebookPage
from notebooks.models.volume_request import VolumeRequest

PROJECT = "43b37a202c114c95b8ab3b3c4a8b9f0e"
BODY = {
    "name": "python",
    "flavor": "modelarts.vm.cpu.2u",
    "image_id": str(UUID("e1a07296-22a8-4f05-8bc8-e936c8e54090")),
    "volume": {"category": "EVS", "ownership": "MANAGED", "capacity": 50},
}


def connect(variable: str) -> AuthenticatedClient:
    return AuthenticatedClient(
        base_url=os.environ[variable], token="sandbox-token", prefix="", auth_header_name="X-Auth-Token"
    )


def create(client: AuthenticatedClient) -> str:
    request = CreateNotebookRequest.from_dict(BODY)
    assert isinstance(request.volume, VolumeRequest)
    made = create_notebook.sync(PROJECT, client=client, body=request)
    assert isinstance(made, Notebook), made
    return str(made.id)


def until(client: AuthenticatedClient, identity: str, status: str) -> Notebook:
    for _ in range(100):
        shown = show_notebook.sync(PROJECT, identity, client=client)
        assert isinstance(shown, Notebook), shown
        if shown.status == status:
            return shown
        time.sleep(0.05)
    raise AssertionError(f"notebook {identity} did not become {status}")


def accepts(client: AuthenticatedClient) -> None:
    identity = create(client)
    assert until(client, identity, "RUNNING").name == BODY["name"]

    page = list_notebooks.sync(PROJECT, client=client)
    assert isinstance(page, NotebookPage), page
    assert identity in [str(notebook.id) for notebook in page.data]

    refused = show_notebook.sync_detailed(PROJECT, "00000000-0000-4000-8000-000000000000", client=client)
    assert refused.status_code == 400, refused
    assert isinstance(refused.parsed, ErrorResponse), refused
    assert refused.parsed.error_code == "ModelArts.6404", refused.parsed


def main() -> None:
    with connect("SANDBOX_URL") as client:
        accepts(client)
    with connect("UNKNOWN_URL") as unknown:
        until(unknown, create(unknown), "ACTIVE")


main()
