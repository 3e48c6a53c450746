"""The container files: every service is there, healthy by a check of its own, pinned and without rights it does not need."""

import re

import pytest
import yaml

from portal.env import ROOT

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text()


def test_every_process_of_the_portal_is_a_service():
    assert set(SERVICES) == {"postgres", "redis", "migrate", "web", "worker", "beat", "backup"}


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_each_service_is_pinned_checked_and_cannot_gain_rights(name: str):
    service = SERVICES[name]
    assert re.search(r":\d", service["image"])
    assert ("healthcheck" in service) is (name != "web")  # the web has the image's own
    assert "no-new-privileges:true" in service["security_opt"]
    assert "privileged" not in service


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_only_migrate_knows_the_owner_of_the_tables(name: str):
    assert "DATABASE_OWNER_URL" in SERVICES["migrate"]["environment"]
    assert "DATABASE_OWNER_URL" not in SERVICES[name]["environment"]
    assert SERVICES[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}


def test_only_the_web_is_reachable_and_only_from_this_machine():
    assert {name: service["ports"] for name, service in SERVICES.items() if "ports" in service} == {"web": ["127.0.0.1:8000:8000"]}
    assert COMPOSE["networks"]["inner"] == {"internal": True}


def test_no_password_has_a_default():
    text = (ROOT / "docker-compose.yml").read_text()
    assert set(re.findall(r"\$\{(\w+):-", text)) == set()
    assert set(re.findall(r"\$\{(\w*PASSWORD)", text)) == set(re.findall(r"^(\w*PASSWORD)=$", (ROOT / "deploy/compose.env.example").read_text(), re.M))


def test_the_image_runs_as_an_ordinary_user_with_a_health_check_and_installs_by_hash():
    assert re.findall(r"^USER (\w+)$", DOCKERFILE, re.M) == ["portal"]
    assert "HEALTHCHECK" in DOCKERFILE
    assert "--require-hashes" in DOCKERFILE
    assert [image for image in re.findall(r"^FROM (\S+)", DOCKERFILE, re.M) if not re.search(r":\d", image)] == []


def test_every_file_the_image_copies_or_the_services_mount_exists():
    sources = [word for line in re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.M) for word in line.split()[:-1]]
    mounts = [volume.split(":")[0] for service in SERVICES.values() for volume in service.get("volumes", []) if volume.startswith("./")]
    assert [path for path in (*sources, *mounts) if not (ROOT / path).exists()] == []
