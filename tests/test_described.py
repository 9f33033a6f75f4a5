"""What the OpenAPI description says of our own operations is true for whatever is sent: schemathesis tries."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from lihua.api.actions import issue_token
from lihua.api.views.docs import description
from lihua.config.wsgi import application

pytestmark = pytest.mark.django_db

OWN = schemathesis.openapi.from_dict(description()).include(path_regex=r"^/api/lihua/v1/")
OWN.app = application


@pytest.fixture
def token(ana):
    return issue_token(ana, "read write follow push")


@pytest.fixture(autouse=True)
def _one_connection():
    """A request of a real server ends its database connection; the test needs it for longer."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


@OWN.parametrize()
@settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_own_operations_answer_as_described(case, token):
    case.headers = {
        **(case.headers or {}),
        "Authorization": f"Bearer {token}",
        "Host": "localhost",
        "Accept-Encoding": "identity",
    }
    response = case.call(base_url="http://localhost")
    case.validate_response(response, checks=[not_a_server_error, status_code_conformance, response_schema_conformance])
