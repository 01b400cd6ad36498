"""An identity provider on this machine: its keys, and an HTTPS server that publishes them."""

import base64
import json
import ssl
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

AUDIENCE = "sts.amazonaws.com"


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def compact(value):
    return json.dumps(value, separators=(",", ":")).encode()


def openssl(*arguments, data=None):
    done = subprocess.run(["openssl", *map(str, arguments)], input=data, capture_output=True, check=True, timeout=60)
    return done.stdout


class RsaKey:
    """A key of a provider, made and used by the openssl command."""

    algorithm = "RS256"

    def __init__(self, folder, key_id):
        self.id = key_id
        self.file = folder / f"{key_id}.pem"
        openssl("genrsa", "-out", self.file, "2048")

    def sign(self, text):
        return openssl("dgst", "-sha256", "-sign", self.file, data=text)

    def published(self):
        modulus = openssl("rsa", "-in", self.file, "-noout", "-modulus").decode().strip().split("=")[1]
        numbers = {"n": base64url(bytes.fromhex(modulus)), "e": "AQAB"}
        return {"kty": "RSA", "use": "sig", "alg": self.algorithm, "kid": self.id, **numbers}


class EllipticKey:
    algorithm = "ES256"

    def __init__(self, folder, key_id):
        self.id = key_id
        self.file = folder / f"{key_id}.pem"
        openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", self.file)

    def sign(self, text):
        der = openssl("dgst", "-sha256", "-sign", self.file, data=text)
        at, numbers = 2, []
        for _ in range(2):
            end = at + 2 + der[at + 1]
            numbers.append(int.from_bytes(der[at + 2 : end], "big"))
            at = end
        return b"".join(number.to_bytes(32, "big") for number in numbers)

    def published(self):
        point = openssl("ec", "-in", self.file, "-pubout", "-outform", "DER")[-64:]
        numbers = {"x": base64url(point[:32]), "y": base64url(point[32:])}
        return {"kty": "EC", "crv": "P-256", "kid": self.id, **numbers}


def signed_token(key, issuer, header=None, **claims):
    now = int(time.time())
    usual = {"iss": issuer, "sub": "repo:example/app", "aud": AUDIENCE, "exp": now + 600, "iat": now}
    body = {name: value for name, value in {**usual, **claims}.items() if value is not None}
    head = header or {"alg": key.algorithm, "kid": key.id, "typ": "JWT"}
    text = f"{base64url(compact(head))}.{base64url(compact(body))}"
    return f"{text}.{base64url(key.sign(text.encode()))}"


class Authority:
    """A CA, and certificates of it."""

    def __init__(self, folder, name="ca"):
        self.folder = folder
        self.certificate = folder / f"{name}.pem"
        self.key = folder / f"{name}.key"
        curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
        openssl("req", "-x509", *curve, "-days", "2", "-subj", f"/CN={name}", "-addext", "keyUsage=keyCertSign",
                "-keyout", self.key, "-out", self.certificate)  # fmt: skip

    def chain_for(self, host):
        """The files of a certificate with its CA behind it, and of its key."""
        key, request, chain = (self.folder / f"{self.key.stem}-{host}.{end}" for end in ("key", "csr", "chain"))
        names = self.folder / f"{host}.ext"
        names.write_text(f"subjectAltName=DNS:{host}\n")
        curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
        openssl("req", *curve, "-subj", "/CN=leaf", "-keyout", key, "-out", request)
        made = openssl("x509", "-req", "-in", request, "-CA", self.certificate, "-CAkey", self.key, "-CAcreateserial",
                       "-days", "2", "-extfile", names)  # fmt: skip
        chain.write_bytes(made + self.certificate.read_bytes())
        return chain, key

    def thumbprint(self):
        line = openssl("x509", "-in", self.certificate, "-noout", "-fingerprint", "-sha1").decode()
        return line.strip().split("=")[1].replace(":", "").lower()


class Issuer:
    """Serves the discovery document and the keys at https://localhost:PORT/PATH, and counts who asks."""

    def __init__(self, authority, *keys, path="tenant", host="localhost", port=0):
        self.keys = list(keys)
        self.asked = []
        self.document = {}
        self.cache_control = "max-age=300"
        issuer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                issuer.asked.append(self.path)
                pages = {
                    f"/{path}/.well-known/openid-configuration": issuer.discovery,
                    f"/{path}/keys": lambda: {"keys": [key.published() for key in issuer.keys]},
                }
                page = pages.get(self.path)
                body = compact(page()) if page else b"{}"
                self.send_response(200 if page else 404)
                self.send_header("Content-Type", "application/json")
                self.send_header("Cache-Control", issuer.cache_control)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self._server.daemon_threads = True
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*authority.chain_for(host))
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True, do_handshake_on_connect=False)
        self.port = self._server.server_address[1]
        self.name = f"localhost:{self.port}/{path}"
        self.url = f"https://{self.name}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def discovery(self):
        return {"issuer": self.url, "jwks_uri": f"{self.url}/keys", **self.document}

    def token(self, key, **claims):
        return signed_token(key, self.url, **claims)

    def stop(self):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
