"""Words of other languages that pages use: headings, types, and what sentences turn on.

A new spelling is one word here and one test case. Headings are keys as `page.heading_key` makes
them. The words are those of the published translations of API pages, and of hand-written ones.
"""

from __future__ import annotations

import re
from functools import lru_cache

_HEADINGS = {
    "permissions": """
        berechtigungen, autorisations, permisos, permissões, autorizzazioni, アクセス許可,
        権限, 权限, 許可權, 权限要求, 권한, 사용 권한, разрешения, machtigingen, uprawnienia,
        behörigheter""",
    "http request": """
        http-anforderung, http-anfrage, requête http, demande http, solicitud http,
        petición http, solicitação http, pedido http, richiesta http, http 要求,
        http リクエスト, http 请求, http 請求, http 요청, http-запрос, запрос http,
        http-aanvraag, http-verzoek, żądanie http""",
    "request headers": """
        anforderungsheader, anfrageheader, anforderungskopfzeilen, kopfzeilen,
        en-têtes de demande, en-têtes de requête, en-têtes de la demande, en-têtes,
        encabezados de solicitud, encabezados de la solicitud, encabezados,
        cabeçalhos de solicitação, cabeçalhos da solicitação, cabeçalhos,
        intestazioni della richiesta, intestazioni richiesta, 要求ヘッダー,
        リクエスト ヘッダー, リクエストヘッダー, 请求标头, 请求头, 請求標頭, 要求標頭,
        요청 헤더, заголовки запросов, заголовки запроса, заголовки""",
    "optional query parameters": """
        optionale abfrageparameter, abfrageparameter, query-parameter,
        paramètres de requête facultatifs, paramètres de requête optionnels,
        paramètres de requête, paramètres facultatifs de la requête,
        parámetros de consulta opcionales, parámetros opcionales de consulta,
        parámetros de consulta, parâmetros de consulta opcionais,
        parâmetros opcionais de consulta, parâmetros de consulta,
        parametri di query facoltativi, parametri di query, オプションのクエリ パラメーター,
        クエリ パラメーター, クエリパラメーター, クエリパラメータ, 可选的查询参数,
        可选查询参数, 查询参数, 選用的查詢參數, 選擇性查詢參數, 查詢參數,
        선택적 쿼리 매개 변수, 쿼리 매개 변수, необязательные параметры запросов,
        необязательные параметры запроса, параметры запроса""",
    "function parameters": """
        funktionsparameter, paramètres de fonction, parámetros de función,
        parámetros de la función, parâmetros da função, parâmetros de função,
        関数パラメーター, 関数のパラメーター, 函数参数, параметры функции""",
    "path parameters": """
        pfadparameter, paramètres de chemin, parámetros de ruta, parámetros de ruta de acceso,
        parâmetros de caminho, parâmetros do caminho, パス パラメーター, パスパラメーター,
        パスパラメータ, 路径参数, 路徑參數, параметры пути, parametri di percorso,
        경로 매개 변수""",
    "parameters": """
        paramètres, parámetros, parâmetros, parametri, パラメーター, パラメータ, 参数, 參數,
        매개 변수, 매개변수, параметры""",
    "request body": """
        anforderungstext, anfragetext, anforderungskörper, anfragekörper, corps de la demande,
        corps de demande, corps de la requête, cuerpo de la solicitud, cuerpo de solicitud,
        cuerpo de la petición, corpo da solicitação, corpo de solicitação, corpo do pedido,
        corpo della richiesta, 要求本文, リクエスト本文, リクエストボディ, 请求正文, 请求体,
        請求本文, 要求主體, 요청 본문, текст запроса, тело запроса""",
    "response": """
        antwort, réponse, respuesta, resposta, risposta, 応答, レスポンス, 响应, 回應, 응답,
        отклик, ответ, antwoord, odpowiedź, svar""",
    "request": """
        anforderung, anfrage, demande, requête, solicitud, petición, solicitação, pedido,
        richiesta, 要求, リクエスト, 请求, 請求, 요청, запрос""",
    "examples": """
        beispiel, beispiele, exemple, exemples, ejemplo, ejemplos, exemplo, exemplos, esempio,
        esempi, 例, 例子, 示例, 範例, 예제, 예, пример, примеры, voorbeeld, przykład, exempel""",
    "properties": """
        eigenschaften, felder, propriétés, champs, propiedades, campos, propriedades,
        proprietà, プロパティ, フィールド, 属性, 屬性, 字段, 속성, свойства, поля,
        eigenschappen, właściwości, egenskaper""",
    "relationships": """
        beziehungen, relaciones, relações, relacionamentos, relazioni, リレーションシップ,
        関係, 关系, 關聯性, 관계, отношения, связи""",
    "methods": """
        methoden, méthodes, métodos, metodi, メソッド, 方法, 메서드, 메소드, методы, metody,
        metoder""",
    "json representation": """
        json-darstellung, représentation json, représentation au format json,
        representación json, representación de json, representação json,
        representação de json, rappresentazione json, json 表記, json 表現, json 表示形式,
        json 表示法, json 表示, json 표현, представление json, представление в формате json,
        json-representatie""",
    "members": """
        mitglieder, elemente, membres, miembros, membros, membri, メンバー, 成员, 成員, 멤버,
        члены, элементы, werte, valeurs, valores, 值""",
    "errors": """
        fehler, erreurs, errores, erros, errori, エラー, 错误, 錯誤, 오류, ошибки,
        fehlercodes, codes d'erreur, códigos de error""",
}
_ORIGINALS = {
    " ".join(word.split()): original
    for original, words in _HEADINGS.items()
    for word in words.split(",")
}
#: What may stand behind such a word: "Beispiel 1: alle", "请求 2", "例 1".
_NUMBER = re.compile(r"[ \u3000]?\d{1,3}\b.*\Z", re.DOTALL)

#: Words of type cells, by what the original says.
TYPE_WORDS = tuple(
    (re.compile(pattern, re.IGNORECASE), original)
    for pattern, original in (
        (r"zeichenfolgensammlung|字符串集合|文字列(?:の)?コレクション", "String collection"),
        (
            r"\A(?:sammlung von|auflistung von|collection d[e'’]s?|cole[çc][ãa]o d[eo]s?"
            r"|colección de|raccolta di|коллекция)\s*",
            "Collection of ",
        ),
        (r"(?:[ -]sammlung\b| ?(?:の)?(?:集合|コレクション|컬렉션)| коллекция\b)", " collection"),
        (
            r"字符串|文字列|문자열|(?<!\w)(?:zeichenfolgen?|cadenas?(?: de (?:caracteres|texto))?"
            r"|chaînes?)",
            "String",
        ),
        (r"(?<!\w)(?:cadeias? de caracteres|строк[аи]|stringa\b|texto\b)", "String"),
        (
            r"布尔[值型]?|ブール(?:値|型)?|부울|(?<!\w)(?:boolesche\w*(?: werte?)?"
            r"|(?:valor |valeur )?bool[eé]\w*|(?:valor )?booliano|логическ\w*(?: значение)?)",
            "Boolean",
        ),
        (
            r"整数|整數|정수|(?<!\w)(?:ganzzahl|entero|inteiro|entier|intero)\b|целое(?: число)?",
            "Int32",
        ),
    )
)
#: "does not support", of a sentence about query options.
NO_SUPPORT = re.compile(
    r"unterst\w+ [^.]{0,80}\bnicht\b|unterst\w+ (?:keine|nicht)|ne prend pas|n['’]est pas pris"
    r"|no (?:admite|es compatible|se admiten?)|não (?:oferece|dá|há) suporte|não suporta|не поддерж"
    r"|不支持|不支援|サポートしていません|サポートされていません|지원하지 않|non supporta",
    re.IGNORECASE,
)
#: Many of what is named before or behind it.
MANY_BEFORE = re.compile(
    r"(?:sammlung|auflistung|liste|collection|colección|coleção|lista|коллекци\w|список) "
    r"(?:von|de|des|der|d['’]|do|dos|di|со?)?[^.\[]{0,40}\Z",
    re.IGNORECASE,
)
MANY_AFTER = re.compile(
    r"\s?(?:对象|物件|オブジェクト|リソース|개체|资源)?\s?(?:的|の)?\s?(?:集合|コレクション|列表|컬렉션)"
    r"|-(?:objekten\b|sammlung|auflistung)",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def original_key(key: str) -> str:
    """The English heading that a heading's key is a translation of; the key where it is none."""
    found = _ORIGINALS.get(key) or _ORIGINALS.get(_NUMBER.sub("", key))
    return found or key
