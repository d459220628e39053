"""What one does with the package of Graph v1.0, as a program that is run and type-checked."""

from azure.identity import DefaultAzureCredential
from graph import AsyncGraphClient, GraphClient, NotFound, Throttled, is_set, to_dict
from graph.models import (
    BodyType,
    EmailAddress,
    Group,
    ItemBody,
    Message,
    PasswordProfile,
    Recipient,
    User,
)

client = GraphClient(DefaultAzureCredential())

new = client.users.create(
    User(
        account_enabled=True,
        display_name="Adele",
        mail_nickname="adele",
        user_principal_name="adele@contoso.com",
        password_profile=PasswordProfile(password="…"),
    )
)
me = client.users.get("me", select=["displayName", "mobilePhone"])
user = client.users.get(
    "adele@contoso.com",
    expand="memberOf",
    timeout=5.0,
    headers={"ConsistencyLevel": "eventual"},
)
print(user.id, user.display_name, user.extra.get("customField"))

for u in client.users.list(
    filter="startswith(displayName,'A')",
    order_by="displayName",
    top=50,
    count=True,
    headers={"ConsistencyLevel": "eventual"},
):
    print(u.display_name)

client.users.update(new.id, User(office_location="18/2111", mobile_phone=None))
assert not is_set(new, "age_group") and to_dict(User(mobile_phone=None)) == {"mobilePhone": None}

changes = client.users.delta(select="displayName")
for u in changes:
    print("removed" if "@removed" in u.extra else "changed", u.id)
later = client.users.delta(link=changes.link)

for member in user.member_of or []:
    if isinstance(member, Group):
        print(member.display_name)

client.users.send_mail(
    "me",
    message=Message(
        subject="Hi",
        body=ItemBody(content="<b>Hi</b>", content_type=BodyType.HTML),
        to_recipients=[Recipient(email_address=EmailAddress(address="a@b.c"))],
    ),
    save_to_sent_items=False,
)
report = client.reports.get_email_activity_counts(period="D7")
client.groups.add_member_ref("g1", client.ref("directoryObjects", new.id))
photo = client.users.get_photo_value("me")
with (
    client.stream(client.drive_items.get_content, "i1", user_id="me") as chunks,
    open("out.bin", "wb") as out,
):
    out.writelines(chunks)

with client.batch() as batch:
    a = batch.add(client.users.get, "adele@contoso.com", select="id")
    b = batch.add(client.users.get, "nobody@contoso.com")
print(a.result().id)

answer = client.raw(client.users.get, "adele@contoso.com")
print(answer.status, answer.request_id, answer.json()["id"], answer.value.display_name)
print(client.prepare(client.users.get, "x").url)
client.request("GET", "/undocumented/path").json()

try:
    client.users.get("nobody@contoso.com", client_request_id="7f3c…", max_retries=0)
except NotFound as error:
    print(error.code, error.request_id, error.client_request_id)
except Throttled as error:
    print(error.retry_after)


async def names() -> list[str | None]:
    async with AsyncGraphClient(DefaultAzureCredential()) as graph:
        return [u.display_name async for u in graph.users.list(top=50)]
