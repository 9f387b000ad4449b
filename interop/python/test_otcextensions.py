"""otcextensions, the only published client of the old API, with tokens that it fetches itself."""

import openstack
import pytest
from openstack import exceptions
from otcextensions import sdk

from conftest import PROJECT


def connect(url, password="sandbox-password"):
    connection = openstack.connection.Connection(
        auth={
            "auth_url": f"{url}/v3",
            "username": "sandbox",
            "password": password,
            "user_domain_name": "sandbox-domain",
            "project_id": PROJECT,
        },
        region_name="sandbox",
    )
    sdk.load(connection)
    return connection.modelartsv1


@pytest.fixture(scope="module")
def client(url):
    return connect(url)


def create(client, name):
    return client.create_devenv_instance(
        name=name,
        profile_id="Multi-Engine 1.0 (python3)-cpu",
        flavor="modelarts.vm.cpu.2u",
        workspace={"id": "0"},
        description="made by otcextensions",
        spec={
            "storage": {"type": "evs", "location": {"volume_size": 5}},
            "auto_stop": {"enable": True, "duration": 3600, "prompt": True},
        },
    )


def test_an_instance_is_taken_through_its_life(client, wait):
    created = create(client, "otc-life")
    assert created.id.startswith("DE-")

    def show():
        return client.get_devenv_instance(created.id)

    running = wait(show, "RUNNING")
    assert running.name == "otc-life"
    assert running.description == "made by otcextensions"
    assert running.spec.auto_stop.duration == 3600
    assert 0 < running.spec.auto_stop.remain_time <= 3600
    assert running.profile.id == "Multi-Engine 1.0 (python3)-cpu"

    assert client.stop_devenv_instance(created.id).current_status == "STOPPING"
    wait(show, "STOPPED")
    assert client.start_devenv_instance(created.id).current_status == "STARTING"
    wait(show, "RUNNING")
    client.stop_devenv_instance(created.id)
    wait(show, "STOPPED")
    client.delete_devenv_instance(created.id)
    with pytest.raises(exceptions.BadRequestException, match="ModelArts.6309"):
        wait(show, "gone")


def test_instances_are_listed_page_by_page_and_found_by_name(client):
    names = {f"otc-listed-{number}" for number in range(5)}
    for name in sorted(names):
        create(client, name)
    assert names <= {instance.name for instance in client.devenv_instances()}
    assert len(list(client.devenv_instances(limit=2, offset=0))) == 2
    assert client.find_devenv_instance("otc-listed-3").name == "otc-listed-3"


def test_an_instance_that_runs_is_not_deleted(client, wait):
    created = create(client, "otc-running")
    wait(lambda: client.get_devenv_instance(created.id), "RUNNING")
    with pytest.raises(exceptions.BadRequestException, match="ModelArts.6304"):
        client.delete_devenv_instance(created.id)


def test_a_wrong_password_is_refused(url):
    with pytest.raises(exceptions.SDKException, match="401"):
        connect(url, "other")
