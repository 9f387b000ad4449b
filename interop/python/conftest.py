"""What the tests share: where the sandbox is, and who its user is."""

import os
import time

import pytest

PROJECT = "43b37a202c114c95b8ab3b3c4a8b9f0e"
ACCESS_KEY = "SANDBOXACCESSKEY"
SECRET_KEY = "sandbox-secret-key"
PATIENCE = 30


@pytest.fixture(scope="session")
def url():
    """Where the sandbox listens."""
    return os.environ["SANDBOX_URL"]


@pytest.fixture
def wait():
    """Ask until a thing has a status."""

    def until(show, want):
        deadline = time.monotonic() + PATIENCE
        while (shown := show()).status != want:
            assert time.monotonic() < deadline, f"status: got {shown.status}, want {want}"
            time.sleep(0.05)
        return shown

    return until
