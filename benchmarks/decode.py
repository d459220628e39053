"""Measures decoding and encoding a page of users, beside other libraries, in one run.

    python benchmarks/decode.py [DATA] [--package DIR] [--rounds N] [--only NAME]

DATA is a gzipped JSON page of users. `--package` names a generated package (its folder); without
it, a package with the type `user` and what it needs is written in the form that the generator
emits. Libraries that are not installed are left out. Their classes are made from the same members;
a member whose documents have no value in DATA is `Any` to them, which spares them its types.

Times are the best of N rounds, all libraries in turn, as multiples of `json.loads` and
`json.dumps` of the same bytes. "keeps" tells whether what no class declares survives, checked.
"""

from __future__ import annotations

import argparse
import dataclasses
import gc
import gzip
import importlib
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, Optional

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "bench" / "users-1000.json.gz"

#: class: base, documented name, members as `wire:annotation`, `*` for the commonest annotation.
TYPES: dict[str, tuple[str, str, str]] = {
    "Entity": ("Model", "entity", "id:str!"),
    "DirectoryObject": ("Entity", "directoryObject", "deletedDateTime:datetime"),
    "AssignedLicense": ("Model", "assignedLicense", "disabledPlans:list[UUID] skuId:UUID"),
    "AssignedPlan": (
        "Model",
        "assignedPlan",
        "assignedDateTime:datetime capabilityStatus service servicePlanId:UUID",
    ),
    "ObjectIdentity": ("Model", "objectIdentity", "signInType issuer issuerAssignedId"),
    "EmployeeOrgData": ("Model", "employeeOrgData", "division costCenter"),
    "DateTimeTimeZone": ("Model", "dateTimeTimeZone", "dateTime timeZone"),
    "AutomaticRepliesSetting": (
        "Model",
        "automaticRepliesSetting",
        "externalAudience:ExternalAudienceScope externalReplyMessage internalReplyMessage "
        "scheduledEndDateTime:DateTimeTimeZone scheduledStartDateTime:DateTimeTimeZone "
        "status:AutomaticRepliesStatus",
    ),
    "MailboxSettings": (
        "Model",
        "mailboxSettings",
        "archiveFolder automaticRepliesSetting:AutomaticRepliesSetting dateFormat "
        "delegateMeetingMessageDeliveryOptions:DelegateMeetingMessageDeliveryOptions "
        "language:Any timeFormat timeZone workingHours:Any",
    ),
    "User": (
        "DirectoryObject",
        "user",
        "aboutMe accountEnabled:bool ageGroup assignedLicenses:list[AssignedLicense] "
        "assignedPlans:list[AssignedPlan] birthday:datetime businessPhones:list[str] city "
        "companyName consentProvidedForMinor country createdDateTime:datetime creationType "
        "department displayName employeeHireDate:datetime employeeId "
        "employeeOrgData:EmployeeOrgData employeeType externalUserState "
        "externalUserStateChangeDateTime:datetime faxNumber givenName hireDate:datetime "
        "identities:list[ObjectIdentity] imAddresses:list[str] interests:list[str] "
        "isResourceAccount:bool jobTitle lastPasswordChangeDateTime:datetime "
        "legalAgeGroupClassification licenseAssignmentStates:list[Any] mail "
        "mailboxSettings:MailboxSettings mailNickname mobilePhone mySite officeLocation "
        "onPremisesDistinguishedName onPremisesDomainName onPremisesExtensionAttributes:Any "
        "onPremisesImmutableId onPremisesLastSyncDateTime:datetime "
        "onPremisesProvisioningErrors:list[Any] onPremisesSamAccountName "
        "onPremisesSecurityIdentifier onPremisesSyncEnabled:bool onPremisesUserPrincipalName "
        "otherMails:list[str] passwordPolicies passwordProfile:Any pastProjects:list[str] "
        "postalCode preferredLanguage preferredName provisionedPlans:list[Any] "
        "proxyAddresses:list[str] refreshTokensValidFromDateTime:datetime "
        "responsibilities:list[str] schools:list[str] showInAddressList:bool skills:list[str] "
        "signInSessionsValidFromDateTime:datetime state streetAddress surname usageLocation "
        "userPrincipalName userType agreementAcceptances:list[Any] activities:list[Any] "
        "appRoleAssignments:list[Any] calendar:Any calendarGroups:list[Any] "
        "calendarView:list[Any] calendars:list[Any] contactFolders:list[Any] contacts:list[Any] "
        "createdObjects:list[DirectoryObject] directReports:list[DirectoryObject] drive:Any "
        "drives:list[Any] events:list[Any] extensions:list[Any] followedSites:list[Any] "
        "inferenceClassification:Any insights:Any joinedTeams:list[Any] "
        "licenseDetails:list[Any] mailFolders:list[Any] managedAppRegistrations:list[Any] "
        "managedDevices:list[Any] manager:DirectoryObject memberOf:list[DirectoryObject] "
        "messages:list[Any] oauth2PermissionGrants:list[Any] onenote:Any onlineMeetings:list[Any] "
        "outlook:Any ownedDevices:list[DirectoryObject] ownedObjects:list[DirectoryObject] "
        "people:list[Any] photo:Any photos:list[Any] planner:Any presence:Any "
        "registeredDevices:list[DirectoryObject] scopedRoleMemberOf:list[Any] settings:Any "
        "teamwork:Any todo:Any transitiveMemberOf:list[DirectoryObject]",
    ),
}
ENUMS = {
    "ExternalAudienceScope": "none contactsOnly all",
    "AutomaticRepliesStatus": "disabled alwaysEnabled scheduled",
    "DelegateMeetingMessageDeliveryOptions": (
        "sendToDelegateAndInformationToPrincipal sendToDelegateAndPrincipal sendToDelegateOnly"
    ),
}


# -- the package


def snake(name: str) -> str:
    """snake_case, well enough for the names in this file."""
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")


def write_package(folder: Path) -> None:
    """Write the tables above as a package in the emitted form."""
    models = folder / "models"
    models.mkdir(parents=True)
    runtime = folder / "_runtime"
    runtime.mkdir()
    for source in sorted((ROOT / "templates" / "runtime").glob("*.py")):
        (runtime / source.name).write_bytes(source.read_bytes())
    modules = {name: snake(name) for name in [*TYPES, *ENUMS]}
    types = {f"microsoft.graph.{name[0].lower()}{name[1:]}": name for name in modules}
    (folder / "__init__.py").write_text("")
    (folder / "_types.py").write_text(f"MODULES = {modules!r}\nTYPES = {types!r}\n")
    (models / "__init__.py").write_text("")
    head = (
        "from __future__ import annotations\n\nfrom .._runtime.models import Model, model, prop\n"
    )
    for name, (base, documented, members) in TYPES.items():
        lines = [head, "" if base == "Model" else f"from .{snake(base)} import {base}\n"]
        lines.append(f'\n@model("microsoft.graph.{documented}")\nclass {name}({base}):\n')
        for member in members.split():
            wire, _, note = member.partition(":")
            key = ", key=True" if note.endswith("!") else ""
            note = note.rstrip("!") if key else f"{note or 'str'} | None"
            lines.append(f'    {snake(wire)}: {note} = prop("{wire}"{key})\n    """{wire}."""\n\n')
        (models / f"{snake(name)}.py").write_text("".join(lines))
    for name, values in ENUMS.items():
        body = "".join(f'    {snake(v).upper()} = "{v}"\n' for v in values.split())
        text = f"from .._runtime.enums import OpenEnum\n\nclass {name}(OpenEnum):\n{body}"
        (models / f"{snake(name)}.py").write_text(text)


# -- the contestants


class Contestant(NamedTuple):
    """A library: bytes to typed objects, and these back to bytes."""

    name: str
    decode: Callable[[bytes], Any]
    encode: Callable[[Any], Any]


def _list_of(item: Any) -> Any:
    return list.__class_getitem__(item)


class Shape:
    """The members of a class that the data has, for making other libraries' classes."""

    def __init__(self, package: Any, cls: Any, samples: list[dict[str, Any]]) -> None:
        notation = importlib.import_module(f"{package.__name__}._runtime.notation")
        record = importlib.import_module(f"{package.__name__}._runtime.record")
        self.name: str = cls.__name__
        self.members: list[tuple[str, str, Any, bool]] = []
        for member in record.members_of(cls).values():
            values = [s[member.wire] for s in samples if s.get(member.wire) is not None]
            kind: Any = Any
            is_list = False
            if values:
                spec = notation.resolve(member.annotation, member.owner)
                is_list = bool(spec.lists)
                items = [x for v in values for x in v] if is_list else values
                kind = self._kind(package, spec, items)
            self.members.append((member.name, member.wire, kind, is_list))

    def _kind(self, package: Any, spec: Any, items: list[Any]) -> Any:
        scalars = importlib.import_module(f"{package.__name__}._runtime.scalars")
        if spec.edm is not None:
            return PYTHON[scalars.SCALARS[spec.edm].python]
        if hasattr(spec.cls, "_type_name"):
            return Shape(package, spec.cls, items)
        return spec.cls

    def build(self, make: Callable[[str, list[tuple[str, str, Any]]], Any]) -> Any:
        """A class made by `make` from names, wire names and annotations, nested ones first."""
        fields = []
        for name, wire, kind, is_list in self.members:
            inner = kind.build(make) if isinstance(kind, Shape) else kind
            note = _list_of(inner) if is_list else inner
            fields.append((name, wire, note if note is Any else Optional[note]))  # noqa: UP045
        return make(self.name, fields)


def _python_types() -> dict[str, Any]:
    from datetime import date, datetime, time
    from decimal import Decimal
    from uuid import UUID

    known = (str, bool, int, float, bytes, Decimal, UUID, date, datetime, time)
    return {"Any": Any, "Duration": str, **{kind.__name__: kind for kind in known}}


PYTHON = _python_types()


def ours(package: Any, cls: Any) -> Iterator[Contestant]:
    """The package itself, on the standard library's JSON and on orjson."""
    codec = importlib.import_module(f"{package.__name__}._runtime.codec")
    jsontext: Any = importlib.import_module(f"{package.__name__}._runtime.jsontext")
    name = cls._type_name
    fastest = jsontext._library(jsontext._LARGE)

    def contest(label: str, fast: Any) -> Contestant:
        def decode(data: bytes) -> Any:
            jsontext._fast = fast
            page = jsontext.loads(data)
            page["value"] = codec.decode(page["value"], name, True, False)
            return page

        def encode(page: Any) -> bytes:
            jsontext._fast = fast
            value = codec.encode(page["value"], f"Collection({name})")
            text: bytes = jsontext.dumps({**page, "value": value}, encoded=True)
            return text

        return Contestant(label, decode, encode)

    yield contest("this package", None)
    if fastest is not None:
        yield contest("this package, orjson", fastest)


def peer_orjson(shape: Shape) -> Iterator[Contestant]:
    import orjson

    yield Contestant("orjson, untyped", orjson.loads, orjson.dumps)


def peer_msgspec(shape: Shape) -> Iterator[Contestant]:
    import msgspec

    def make(name: str, fields: list[tuple[str, str, Any]]) -> Any:
        specs: list[Any] = [
            (attr, note | msgspec.UnsetType, msgspec.UNSET)
            if note is not Any
            else (attr, note, msgspec.UNSET)
            for attr, _, note in fields
        ]
        return msgspec.defstruct(name, specs, rename={attr: wire for attr, wire, _ in fields})

    user = shape.build(make)
    page = msgspec.defstruct(
        "Page",
        [("context", str), ("next_link", str), ("value", _list_of(user))],
        rename={"context": "@odata.context", "next_link": "@odata.nextLink"},
    )
    yield Contestant("msgspec Struct", msgspec.json.Decoder(page).decode, msgspec.json.encode)


def peer_pydantic(shape: Shape) -> Iterator[Contestant]:
    import pydantic

    class Base(pydantic.BaseModel):
        model_config = pydantic.ConfigDict(extra="allow")

    def make(name: str, fields: list[tuple[str, str, Any]]) -> Any:
        specs: Any = {attr: (note, pydantic.Field(None, alias=wire)) for attr, wire, note in fields}
        return pydantic.create_model(name, __base__=Base, **specs)

    user = shape.build(make)
    page: Any = pydantic.create_model("Page", __base__=Base, value=(_list_of(user), ...))

    def encode(value: Any) -> Any:
        return value.model_dump_json(by_alias=True, exclude_unset=True)

    yield Contestant("pydantic validate_json", page.model_validate_json, encode)


def peer_mashumaro(shape: Shape) -> Iterator[Contestant]:
    from mashumaro import DataClassDictMixin
    from mashumaro.config import BaseConfig

    class Config(BaseConfig):
        serialize_by_alias = True
        omit_none = True

    def make(name: str, fields: list[tuple[str, str, Any]]) -> Any:
        specs: Any = [
            (attr, note, dataclasses.field(default=None, metadata={"alias": wire}))
            for attr, wire, note in fields
        ]
        return dataclasses.make_dataclass(
            name, specs, bases=(DataClassDictMixin,), namespace={"Config": Config}
        )

    user = shape.build(make)

    def decode(data: bytes) -> Any:
        page = json.loads(data)
        page["value"] = [user.from_dict(item) for item in page["value"]]
        return page

    def encode(page: Any) -> Any:
        return json.dumps({**page, "value": [item.to_dict() for item in page["value"]]})

    yield Contestant("mashumaro", decode, encode)


def peer_cattrs(shape: Shape) -> Iterator[Contestant]:
    from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override
    from cattrs.preconf.json import make_converter

    converter = make_converter()
    converter.register_structure_hook(PYTHON["UUID"], lambda value, _: PYTHON["UUID"](value))
    converter.register_unstructure_hook(PYTHON["UUID"], str)

    def make(name: str, fields: list[tuple[str, str, Any]]) -> Any:
        specs: Any = [(attr, note, dataclasses.field(default=None)) for attr, _, note in fields]
        cls = dataclasses.make_dataclass(name, specs)
        names: Any = {attr: override(rename=wire, omit_if_default=True) for attr, wire, _ in fields}
        converter.register_structure_hook(cls, make_dict_structure_fn(cls, converter, **names))
        converter.register_unstructure_hook(cls, make_dict_unstructure_fn(cls, converter, **names))
        return cls

    user = shape.build(make)

    def decode(data: bytes) -> Any:
        page = json.loads(data)
        page["value"] = converter.structure(page["value"], _list_of(user))
        return page

    def encode(page: Any) -> Any:
        return json.dumps({**page, "value": converter.unstructure(page["value"], _list_of(user))})

    yield Contestant("cattrs, dataclasses", decode, encode)


PEERS = (peer_orjson, peer_msgspec, peer_pydantic, peer_mashumaro, peer_cattrs)


# -- measuring


def best(calls: list[Callable[[], object]], rounds: int) -> list[float]:
    """The best time of each call, in milliseconds of the processor; they take turns in rounds."""
    times = [float("inf")] * len(calls)
    for _ in range(rounds):
        for at, call in enumerate(calls):
            gc.collect()
            start = time.process_time()
            call()
            times[at] = min(times[at], (time.process_time() - start) * 1000)
    return times


def contestants(package: Any, data: bytes) -> list[Contestant]:
    """All that are installed, `json` first."""
    registry = importlib.import_module(f"{package.__name__}._runtime.registry")
    user = registry.current.documented("microsoft.graph.user")
    shape = Shape(package, user, json.loads(data)["value"])
    found = [Contestant("json, untyped", json.loads, json.dumps), *ours(package, user)]
    for peer in PEERS:
        try:
            found += peer(shape)
        except ImportError as error:
            print(f"left out: {error}", file=sys.stderr)
    return found


def narrow(data: bytes) -> bytes:
    """The same users with five members each, as after `$select`."""
    page = json.loads(data)
    keys = ("id", "displayName", "mail", "userPrincipalName", "createdDateTime")
    page["value"] = [{key: user[key] for key in keys} for user in page["value"] * 4]
    return json.dumps(page).encode()


def report(found: list[Contestant], data: bytes, rounds: int) -> None:
    """Measure and print the table."""
    objects = [each.decode(data) for each in found]
    source = json.loads(data)
    keeps = [
        json.loads(each.encode(page)) == source for each, page in zip(found, objects, strict=True)
    ]
    decoding = best([lambda each=each: each.decode(data) for each in found], rounds)  # type: ignore[misc]
    encoding = best(
        [
            lambda each=each, page=page: each.encode(page)  # type: ignore[misc]
            for each, page in zip(found, objects, strict=True)
        ],
        rounds,
    )
    print(f"{len(data):,} bytes; json.loads {decoding[0]:.2f} ms, json.dumps {encoding[0]:.2f} ms")
    print(f"{'':26}{'decode':>8}{'encode':>8}  keeps")
    for each, read, written, kept in zip(found, decoding, encoding, keeps, strict=True):
        ratios = f"{read / decoding[0]:8.2f}{written / encoding[0]:8.2f}"
        print(f"{each.name:26}{ratios}  {'yes' if kept else 'no'}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("data", nargs="?", type=Path, default=DATA)
    parser.add_argument("--package", type=Path, help="folder of a generated package")
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--only", help="only contestants whose name has this text, and json")
    options = parser.parse_args()
    data = gzip.decompress(options.data.read_bytes())
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.package or Path(scratch) / "benched"
        if options.package is None:
            write_package(folder)
        sys.path.insert(0, str(folder.resolve().parent))
        package = importlib.import_module(folder.name)
        found = contestants(package, data)
        if options.only:
            found = [each for at, each in enumerate(found) if at == 0 or options.only in each.name]
        report(found, data, options.rounds)
        print("\nfive members each, four times the users:")
        report(found, narrow(data), options.rounds)


if __name__ == "__main__":
    main()
