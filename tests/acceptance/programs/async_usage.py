"""What one does with the package of Graph v1.0, with the asynchronous client."""

from azure.identity import DefaultAzureCredential
from graph import AsyncGraphClient, NotFound, Throttled, is_set
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


async def main() -> None:
    async with AsyncGraphClient(DefaultAzureCredential()) as client:
        await people(client)
        await content(client)
        await requests(client)


async def people(client: AsyncGraphClient) -> None:
    new = await client.users.create(
        User(
            account_enabled=True,
            display_name="Adele",
            mail_nickname="adele",
            user_principal_name="adele@contoso.com",
            password_profile=PasswordProfile(password="…"),
        )
    )
    await client.users.get("me", select=["displayName", "mobilePhone"])
    user = await client.users.get(
        "adele@contoso.com",
        expand="memberOf",
        timeout=5.0,
        headers={"ConsistencyLevel": "eventual"},
    )
    print(user.id, user.display_name, user.extra.get("customField"))

    async for u in client.users.list(
        filter="startswith(displayName,'A')",
        order_by="displayName",
        top=50,
        count=True,
        headers={"ConsistencyLevel": "eventual"},
    ):
        print(u.display_name)

    await client.users.update(new.id, User(office_location="18/2111", mobile_phone=None))
    assert not is_set(new, "age_group")

    changes = client.users.delta(select="displayName")
    async for u in changes:
        print("removed" if "@removed" in u.extra else "changed", u.id)
    client.users.delta(link=changes.link)

    for member in user.member_of or []:
        if isinstance(member, Group):
            print(member.display_name)


async def content(client: AsyncGraphClient) -> None:
    await client.users.send_mail(
        "me",
        message=Message(
            subject="Hi",
            body=ItemBody(content="<b>Hi</b>", content_type=BodyType.HTML),
            to_recipients=[Recipient(email_address=EmailAddress(address="a@b.c"))],
        ),
        save_to_sent_items=False,
    )
    await client.reports.get_email_activity_counts(period="D7")
    await client.groups.add_member_ref("g1", client.ref("directoryObjects", "87d349ed"))
    await client.users.get_photo_value("me")
    async with client.stream(client.drive_items.get_content, "i1", user_id="me") as chunks:
        with open("out.bin", "wb") as out:
            async for chunk in chunks:
                out.write(chunk)


async def requests(client: AsyncGraphClient) -> None:
    async with client.batch() as batch:
        a = batch.add(client.users.get, "adele@contoso.com", select="id")
        batch.add(client.users.get, "nobody@contoso.com")
    print(a.result().id)

    answer = await client.raw(client.users.get, "adele@contoso.com")
    print(answer.status, answer.request_id, answer.json()["id"], answer.value.display_name)
    print(client.prepare(client.users.get, "x").url)
    (await client.request("GET", "/undocumented/path")).json()

    try:
        await client.users.get("nobody@contoso.com", client_request_id="7f3c…", max_retries=0)
    except NotFound as error:
        print(error.code, error.request_id, error.client_request_id)
    except Throttled as error:
        print(error.retry_after)
