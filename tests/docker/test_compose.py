"""What docker/compose.yml and docker/README.md promise. No engine is asked."""

from typing import Any

import pytest
import yaml

from ingest.settings import ROOT
from launcher.other_postgres import other_postgres
from launcher.place import place

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker" / "compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
README = (ROOT / "docker" / "README.md").read_text(encoding="utf-8")


def test_the_ui_is_published_on_loopback_and_nothing_else_is_published_at_all() -> None:
    published = [port for service in SERVICES.values() for port in service.get("ports", [])]
    assert len(published) == 1
    assert published[0].startswith("127.0.0.1:")
    assert "network_mode" not in SERVICES["presswatch"] | SERVICES["postgres"]


def test_postgresql_is_on_a_network_that_leads_nowhere_else() -> None:
    assert [COMPOSE["networks"][name] for name in SERVICES["postgres"]["networks"]] == [{"internal": True}]


def test_the_password_is_a_file_and_stands_in_no_environment() -> None:
    for service in SERVICES.values():
        assert service["secrets"] == ["postgres-password"]
        named = {name for name in service["environment"] if "PASSWORD" in name}
        assert named
        assert {service["environment"][name] for name in named} == {"/run/secrets/postgres-password"}
        assert all(name.endswith("_FILE") for name in named)
    assert set(COMPOSE["secrets"]["postgres-password"]) == {"file"}


@pytest.mark.parametrize("name", ["presswatch", "postgres"])
def test_no_service_can_gain_rights_and_each_comes_back_after_a_reboot(name: str) -> None:
    service = SERVICES[name]
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert not service.get("privileged")
    assert service["restart"] == "unless-stopped"


def test_presswatch_is_read_only_has_no_capability_and_a_minute_to_end() -> None:
    service = SERVICES["presswatch"]
    assert service["read_only"] is True
    assert "cap_add" not in service
    assert service["stop_grace_period"] == "60s"


def test_every_volume_network_and_secret_that_a_service_names_is_declared_and_used() -> None:
    for kind in ("volumes", "networks", "secrets"):
        used = {str(name).split(":")[0] for service in SERVICES.values() for name in service.get(kind, [])}
        assert used == set(COMPOSE[kind])


def test_the_launcher_accepts_the_settings_as_they_stand_there() -> None:
    environ = {name: value for name, value in SERVICES["presswatch"]["environment"].items() if "${" not in value}
    server = other_postgres(environ)
    assert server
    assert (server.host, server.user, server.database) == (
        "postgres",
        SERVICES["postgres"]["environment"]["POSTGRES_USER"],
        SERVICES["postgres"]["environment"]["POSTGRES_DB"],
    )
    assert place(environ | {"PRESSWATCH_BIND": "0.0.0.0"}).other_postgres == server


def test_the_readme_names_every_file_and_every_setting_of_the_compose_file() -> None:
    files = {path.name for path in (ROOT / "docker").iterdir() if path.is_file()} - {"README.md"}
    assert [name for name in files if f"`{name}`" not in README] == []
    assert [name for name in SERVICES["presswatch"]["environment"] if f"`{name}" not in README] == []
