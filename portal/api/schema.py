"""How the signature is written in OpenAPI."""

from drf_spectacular.extensions import OpenApiAuthenticationExtension

from portal.api.signing import KEY, SIGNATURE, TIME

HOW = (
    f"三个请求头：`{KEY}` 密钥编号；`{TIME}` 当前时间（1970 年以来的秒数，可带小数，与服务器相差不超过 300 秒）；"
    f"`{SIGNATURE}` = HMAC-SHA256(密钥, 方法 + 换行 + 路径和查询 + 换行 + 时间 + 换行 + 请求体 SHA-256 十六进制) 的十六进制。同一签名只收一次。"
)


class SignedKeyScheme(OpenApiAuthenticationExtension):
    target_class = "portal.api.authentication.SignedKey"
    name = ["key", "time", "signature"]

    def get_security_definition(self, auto_schema: object) -> list[dict]:
        return [{"type": "apiKey", "in": "header", "name": name, "description": HOW} for name in (KEY, TIME, SIGNATURE)]
