import pytest

from mkdocs_praxis.practice.values import Phone
from mkdocs_praxis.replace.model import Options
from mkdocs_praxis.web.contact import OwnSite


@pytest.fixture(scope="session")
def options():
    return Options(
        own=OwnSite("https://praxis.example/"),
        page_url="https://praxis.example/seite/",
        phone=Phone("030 1234567", "+49301234567"),
        language="de",
    )
