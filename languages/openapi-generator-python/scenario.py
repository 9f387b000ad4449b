"""Uses the generated client: create, wait, list, show, a refusal, a status and a member that the contract lacks."""

import os
import time
from uuid import UUID

from notebooks import (
    ApiClient,
    Configuration,
    CreateNotebookRequest,
    ErrorResponse,
    Notebook,
    NotebooksApi,
    VolumeCategoryRequest,
    VolumeOwnershipRequest,
    VolumeRequest,
)
from notebooks.exceptions import BadRequestException

PROJECT = "43b37a202c114c95b8ab3b3c4a8b9f0e"
ABSENT = "00000000-0000-4000-8000-000000000000"
BODY = CreateNotebookRequest(
    name="python",
    flavor="modelarts.vm.cpu.2u",
    image_id=UUID("e1a07296-22a8-4f05-8bc8-e936c8e54090"),
    volume=VolumeRequest(
        category=VolumeCategoryRequest.EVS, ownership=VolumeOwnershipRequest.Managed, capacity=50
    ),
)


def connect(variable: str) -> ApiClient:
    return ApiClient(Configuration(host=os.environ[variable], api_key={"Token": "sandbox-token"}))


def until(api: NotebooksApi, identity: str, status: str) -> Notebook:
    for _ in range(100):
        shown = api.show_notebook(PROJECT, identity)
        if shown.status == status:
            return shown
        time.sleep(0.05)
    raise AssertionError(f"notebook {identity} did not become {status}")


def accepts(api: NotebooksApi) -> None:
    identity = api.create_notebook(PROJECT, BODY).id
    assert until(api, identity, "RUNNING").name == BODY.name

    page = api.list_notebooks(PROJECT)
    assert identity in [notebook.id for notebook in page.data], page

    try:
        api.show_notebook(PROJECT, ABSENT)
    except BadRequestException as refusal:
        assert isinstance(refusal.data, ErrorResponse), refusal
        assert refusal.data.error_code == "ModelArts.6404", refusal
    else:
        raise AssertionError("an absent notebook was shown")


def main() -> None:
    with connect("SANDBOX_URL") as client:
        accepts(NotebooksApi(client))
    with connect("UNKNOWN_URL") as client:
        api = NotebooksApi(client)
        until(api, api.create_notebook(PROJECT, BODY).id, "ACTIVE")


main()
