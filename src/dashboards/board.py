"""A dashboard around its panels: variables, links, annotations, and the place of each panel."""

from panels import DATASOURCE

COLUMNS = 24
FLEET = "bedrock-batch-fleet"
JOB = "bedrock-batch-job"
EXPORTER = "bedrock-batch-exporter"
EXPORTER_URL = "http://127.0.0.1:9743"
CONSOLE_URL = "https://console.aws.amazon.com"


def board(uid, title, description, variables, links, rows, since="now-24h"):
    """A dashboard with rows. Its uid is fixed, because links name it."""
    return {
        "uid": uid,
        "title": title,
        "description": description,
        "tags": ["bedrock-batch-exporter"],
        "editable": True,
        "graphTooltip": 1,
        "schemaVersion": 39,
        "timezone": "browser",
        "time": {"from": since, "to": "now"},
        "refresh": "1m",
        "templating": {"list": [datasource(), *variables]},
        "annotations": {"list": [firing_alerts()]},
        "links": links,
        "panels": placed(rows),
    }


def row(title, *panels, collapsed=False):
    """A row's title and its panels. One that is collapsed costs no query until somebody opens it."""
    return {"title": title, "panels": list(panels), "collapsed": collapsed}


def placed(rows):
    """Puts panels side by side while there is room, then below."""
    found = []
    y = 0
    for each in rows:
        head = {"type": "row", "title": each["title"], "collapsed": each["collapsed"], "panels": []}
        head["gridPos"] = {"x": 0, "y": y, "w": COLUMNS, "h": 1}
        found.append(head)
        y = flow(each["panels"], y + 1)
        (head["panels"] if each["collapsed"] else found).extend(each["panels"])
        y = head["gridPos"]["y"] + 1 if each["collapsed"] else y
    for number, each in enumerate(in_order(found), start=1):
        each["id"] = number
    return found


def in_order(panels):
    for each in panels:
        yield each
        yield from each.get("panels", [])


def flow(panels, y):
    """Gives panels their places from y on, and returns the first y below them."""
    x = below = 0
    for each in panels:
        place = each["gridPos"]
        if x + place["w"] > COLUMNS:
            x, y = 0, below
        place |= {"x": x, "y": y}
        x += place["w"]
        below = max(below, y + place["h"])
    return max(below, y)


def datasource():
    return {"name": "datasource", "label": "Data source", "type": "datasource", "query": "prometheus", "refresh": 1, "hide": 0}


def labels(name, label, query, many=True, **more):
    """A variable whose values are those of a label of Prometheus."""
    found = {
        "name": name,
        "label": label,
        "type": "query",
        "datasource": DATASOURCE,
        "query": {"query": query, "refId": name},
        "refresh": 2,
        "sort": 1,
        "hide": 0,
        "multi": many,
        "includeAll": many,
    }
    if many:
        found |= {"allValue": ".*", "current": {"selected": True, "text": ["All"], "value": ["$__all"]}}
    return found | more


def typed(name, label, value):
    """A variable that people type."""
    chosen = {"selected": True, "text": value, "value": value}
    return {"name": name, "label": label, "type": "textbox", "query": value, "current": chosen, "options": [chosen], "hide": 0}


def firing_alerts():
    return {
        "name": "Firing alerts",
        "datasource": DATASOURCE,
        "enable": True,
        "iconColor": "red",
        "expr": 'ALERTS{alertname=~"BedrockBatch.+", alertstate="firing"}',
        "step": "60s",
        "titleFormat": "{{alertname}}",
        "textFormat": "{{job_name}} {{account_id}} {{region}}",
    }


def link(title, url, new_tab=False):
    """A link in the head of a board."""
    return {
        "type": "link",
        "title": title,
        "url": url,
        "icon": "external link" if new_tab else "dashboard",
        "tooltip": "",
        "tags": [],
        "asDropdown": False,
        "includeVars": False,
        "keepTime": not new_tab,
        "targetBlank": new_tab,
    }


def board_link(title, uid):
    return link(title, f"/d/{uid}?var-datasource=${{datasource}}")
