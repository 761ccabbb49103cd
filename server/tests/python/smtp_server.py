"""A mail server on loopback for the tests of letters.

Arguments: --port N (0: any), --tls none|starttls|tls, --login USER:PASSWORD, --ca FILE (where to put its certificate).
Writes one JSON object a line: first {"port": ...}, then every letter as a mail program reads it.
What it does with a letter depends on whom it is for:

    refused@   550 to RCPT
    busy@      451 to RCPT, the first time
    slow@      no answer to RCPT
    silent@    takes the letter, and never says so

Ends when its standard input ends.
"""

import argparse
import asyncio
import email
import email.policy
import json
import logging
import os
import ssl
import sys
import warnings

from aiosmtpd.smtp import SMTP, AuthResult


def tell(what):
    print(json.dumps(what), flush=True)


class Letters:
    def __init__(self):
        self.seen = set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        user = address.split("@")[0]
        if user == "refused":
            return "550 5.1.1 There is no such mailbox"
        if user == "busy" and user not in self.seen:
            self.seen.add(user)
            return "451 4.3.0 Come back later"
        if user == "slow":
            await asyncio.Event().wait()
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Fine"

    async def handle_DATA(self, server, session, envelope):
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        tell({
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "encrypted": server.transport.get_extra_info("ssl_object") is not None,
            "user": session.auth_data,
            "headers": {name: str(value) for name, value in message.items()},
            "kinds": [part.get_content_type() for part in message.walk()],
            "text": message.get_body(("plain",)).get_content(),
            "html": message.get_body(("html",)).get_content(),
        })
        if envelope.rcpt_tos[0].startswith("silent@"):
            await asyncio.Event().wait()
        return "250 2.0.0 Taken"


def authenticator(login):
    def check(server, session, envelope, mechanism, data):
        given = (data.login + b":" + data.password).decode()
        return AuthResult(success=given == login, handled=False, auth_data=data.login.decode())

    return check


def certificate(place):
    import trustme

    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    authority.cert_pem.write_to_path(place)
    return context


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--tls", choices=["none", "starttls", "tls"], default="none")
    parser.add_argument("--login")
    parser.add_argument("--ca")
    options = parser.parse_args()
    context = certificate(options.ca) if options.tls != "none" else None
    letters = Letters()

    def conversation():
        return SMTP(
            letters,
            tls_context=context if options.tls == "starttls" else None,
            require_starttls=options.tls == "starttls",
            authenticator=authenticator(options.login) if options.login else None,
            auth_required=bool(options.login),
            auth_require_tls=options.tls == "starttls",
        )

    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        conversation, "127.0.0.1", options.port, ssl=context if options.tls == "tls" else None
    )
    tell({"port": server.sockets[0].getsockname()[1]})
    await loop.run_in_executor(None, sys.stdin.read)
    os._exit(0)


# It warns of what the tests do on purpose.
logging.disable()
warnings.simplefilter("ignore")
asyncio.run(main())
