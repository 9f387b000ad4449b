"""The official Python SDK with notebooks of the new API."""

import pytest
from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.exceptions.exceptions import ClientRequestException
from huaweicloudsdkmodelarts.v1 import (
    CreateNotebookRequest,
    DeleteNotebookRequest,
    ListNotebooksRequest,
    ModelArtsClient,
    NotebookCreateRequest,
    ShowNotebookRequest,
    StartNotebookRequest,
    StopNotebookRequest,
    VolumeMountRequest,
)

from conftest import ACCESS_KEY, PROJECT, SECRET_KEY

IMAGE = "e1a07296-22a8-4f05-8bc8-e936c8e54090"


def client_of(url, secret_key=SECRET_KEY):
    credentials = BasicCredentials(ACCESS_KEY, secret_key, PROJECT)
    return ModelArtsClient.new_builder().with_credentials(credentials).with_endpoint(url).build()


@pytest.fixture
def client(url):
    return client_of(url)


def create(client, name):
    volume = VolumeMountRequest(category="EFS", ownership="MANAGED")
    body = NotebookCreateRequest(name=name, flavor="modelarts.vm.cpu.2u", image_id=IMAGE, volume=volume, duration=3600000)
    return client.create_notebook(CreateNotebookRequest(body=body))


def test_a_notebook_is_taken_through_its_life(client, wait):
    created = create(client, "life")
    assert created.status == "CREATING"
    assert [step.step for step in created.action_progress] == [1, 2, 3, 4]

    def show():
        return client.show_notebook(ShowNotebookRequest(id=created.id))

    running = wait(show, "RUNNING")
    assert running.name == "life"
    assert running.image.id == IMAGE
    assert running.lease.duration == 3600000
    assert running.volume.category == "EFS"
    assert running.url and running.token

    assert client.stop_notebook(StopNotebookRequest(id=created.id)).status == "STOPPING"
    wait(show, "STOPPED")
    assert client.start_notebook(StartNotebookRequest(id=created.id, duration=7200000, type="timing")).status == "STARTING"
    assert wait(show, "RUNNING").lease.duration > 3600000
    client.stop_notebook(StopNotebookRequest(id=created.id))
    wait(show, "STOPPED")
    assert client.delete_notebook(DeleteNotebookRequest(id=created.id)).status == "DELETING"
    with pytest.raises(ClientRequestException) as gone:
        wait(show, "gone")
    assert gone.value.error_code == "ModelArts.6404"


def test_pages_are_read_to_the_end(client):
    names = [f"paged-{number:02}" for number in range(12)]
    for name in names:
        create(client, name)
    read = []
    for page in range(2):
        answer = client.list_notebooks(
            ListNotebooksRequest(name="paged", limit=10, offset=10 * page, sort_key="name", sort_dir="ASC", workspace_id="0")
        )
        assert (answer.total, answer.pages, answer.current) == (12, 2, page)
        read += [notebook.name for notebook in answer.data]
    assert read == names


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        (lambda c: c.show_notebook(ShowNotebookRequest(id="00000000-0000-4000-8000-000000000000")), "ModelArts.6404"),
        (lambda c: c.list_notebooks(ListNotebooksRequest(offset=10000)), "ModelArts.6400"),
        (lambda c: c.list_notebooks(ListNotebooksRequest(sort_key="colour")), "ModelArts.6303"),
    ],
    ids=["no such notebook", "past the last page", "no such key to sort by"],
)
def test_a_refusal_has_its_code_and_text(client, ask, code):
    with pytest.raises(ClientRequestException) as refused:
        ask(client)
    assert refused.value.status_code == 400
    assert refused.value.error_code == code
    assert refused.value.error_msg
    assert len(refused.value.request_id) == 32


def test_a_wrong_secret_key_is_refused(url):
    with pytest.raises(ClientRequestException) as refused:
        client_of(url, "other").list_notebooks(ListNotebooksRequest())
    assert (refused.value.status_code, refused.value.error_code) == (401, "APIGW.0301")
