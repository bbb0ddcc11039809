"""What is installed: .locked/ has each package that the requirements files name, and all that these need, pinned and with hashes."""

import re

import pytest
import rules

LOCKED = {
    "run": "requirements.txt",
    "test": "tests/requirements.txt",
    "marking": "tests/requirements-marking.txt",
    "site": "tests/requirements-site.txt",
}


def read(path):
    return (rules.ROOT / path).read_text(encoding="utf-8")


def pins(text):
    """`{name: {version}}` of the lines `name==version`; a name may have more than one, each for some Pythons."""
    found = {}
    for name, version in re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.M):
        found.setdefault(re.sub(r"[-_.]+", "-", name).lower(), set()).add(version)
    return found


@pytest.mark.parametrize("name", LOCKED)
def test_a_lock_has_what_is_asked_for_and_a_hash_for_each_package(name):
    asked, text = read(LOCKED[name]), read(f".locked/{name}.txt")
    assert len(pins(asked)) == len(re.findall(r"^[^#\s]", asked, re.M)) > 0
    assert pins(asked).items() <= pins(text).items(), f"bash .ci/lock makes .locked/{name}.txt anew"
    package, digest = r"[\w.-]+==[\w.+!]+( ; [^\\\n]+)?", r" \\\n    --hash=sha256:[0-9a-f]{64}"
    assert re.fullmatch(rf"(?:{package}(?:{digest})+\n)+", text)  # and so no address, and no option


def test_one_version_of_a_package_stands_in_all_locks():
    run, *others = (pins(read(f".locked/{name}.txt")) for name in LOCKED)
    for more in others:
        assert {name: more[name] for name in more.keys() & run.keys()} == {
            name: run[name] for name in more.keys() & run.keys()
        }
    assert (
        not {"hypothesis", "playwright", "pytest-xdist", "nbgrader", "jupyterlite-core"} & run.keys()
    )  # students need none of them


def test_other_systems_are_locked_too():
    text = read(".locked/run.txt")
    assert re.search(r"^pywinpty==\S+ ; os_name == 'nt'", text, re.M) and re.search(
        r"^appnope==\S+ ; sys_platform == 'darwin'", text, re.M
    )
    assert re.search(r"^colorama==\S+ ; sys_platform == 'win32'", text, re.M)


def test_the_readme_installs_what_is_locked():
    commands = [line for line in read("README.md").splitlines() if " -m venv .venv" in line]
    installed = [[path.replace("\\", "/") for path in re.findall(r"-r (\S+?)(?=[; ])", line)] for line in commands]
    assert installed == [[".locked/run.txt"]] * 2 + [[".locked/run.txt", ".locked/test.txt"]]
    assert "-r ../.locked/run.txt" in read(".binder/requirements.txt")
