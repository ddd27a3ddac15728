"""Panels of Grafana, as its JSON has them. Only types that Grafana itself brings: a plugin would have to be installed first."""

DATASOURCE = {"type": "prometheus", "uid": "${datasource}"}
STATUSES = {
    "Submitted": "#8AB8FF",
    "Validating": "#5794F2",
    "Scheduled": "#1F60C4",
    "InProgress": "#56A64B",
    "Stopping": "#B877D9",
    "Completed": "#37872D",
    "PartiallyCompleted": "#FF9830",
    "Failed": "#E02F44",
    "Stopped": "#8F3BB8",
    "Expired": "#C4162A",
    "Unknown": "#808080",
}


def panel(type_, title, queries, unit, width, height, description="", **more):
    """A panel without its place: board.py gives it that, and its number."""
    defaults = {"unit": unit, "thresholds": steps("green"), "color": {"mode": "thresholds"}, "mappings": [], "links": []}
    defaults |= more.pop("defaults", {})
    return {
        "type": type_,
        "title": title,
        "description": description,
        "datasource": DATASOURCE,
        "targets": [{"refId": chr(ord("A") + i), **query} for i, query in enumerate(queries)],
        "fieldConfig": {"defaults": defaults, "overrides": more.pop("overrides", [])},
        "options": more.pop("options", {}),
        "gridPos": {"x": 0, "y": 0, "w": width, "h": height},
        **more,
    }


def over_time(expr, legend):
    """A query for each point of the time range."""
    return {"datasource": DATASOURCE, "expr": expr, "legendFormat": legend, "range": True, "instant": False, "format": "time_series"}


def now(expr, legend="", form="time_series"):
    """A query for the end of the time range."""
    return {"datasource": DATASOURCE, "expr": expr, "legendFormat": legend, "range": False, "instant": True, "format": form}


def steps(first, *others):
    """Colours: the first, and each other from a value on."""
    return {"mode": "absolute", "steps": [{"color": first, "value": None}, *[{"color": color, "value": value} for value, color in others]]}


def stat(title, expr, unit="short", description="", width=3, colors=None, decimals=0, legend="", **more):
    defaults = {"thresholds": colors or steps("text"), "decimals": decimals} | more.pop("defaults", {})
    options = {
        "reduceOptions": {"calcs": ["lastNotNull"], "fields": "", "values": False},
        "colorMode": "value",
        "graphMode": "none",
        "justifyMode": "auto",
        "orientation": "auto",
        "textMode": "name" if legend else "auto",
        "wideLayout": True,
    }
    return panel("stat", title, [now(expr, legend)], unit, width, 4, description, defaults=defaults, options=options, **more)


def gauge(title, expr, description="", width=3, colors=None):
    options = {
        "reduceOptions": {"calcs": ["lastNotNull"], "fields": "", "values": False},
        "orientation": "auto",
        "showThresholdLabels": False,
        "showThresholdMarkers": True,
    }
    defaults = {"min": 0, "max": 1, "thresholds": colors or steps("green"), "decimals": 1}
    return panel("gauge", title, [now(expr)], "percentunit", width, 4, description, defaults=defaults, options=options)


def bars(title, expr, legend, unit="short", description="", width=8, color="red"):
    """A bar for each series, as long as its value is now."""
    options = {
        "reduceOptions": {"calcs": ["lastNotNull"], "fields": "", "values": False},
        "displayMode": "basic",
        "orientation": "horizontal",
        "showUnfilled": True,
        "valueMode": "color",
    }
    defaults = {"min": 0, "decimals": 0, "thresholds": steps(color)}
    return panel("bargauge", title, [now(expr, legend)], unit, width, 8, description, defaults=defaults, options=options)


def series(title, *queries, unit="short", description="", width=12, stacked=False, bar=False, from_zero=True, **more):
    """Lines over time, or stacked areas, or bars."""
    custom = {
        "drawStyle": "bars" if bar else "line",
        "lineWidth": 1,
        "fillOpacity": 80 if bar else 25 if stacked else 0,
        "showPoints": "never",
        "spanNulls": False,
        "stacking": {"mode": "normal" if stacked or bar else "none", "group": "A"},
    }
    defaults = {"custom": custom, "color": {"mode": "palette-classic"}} | ({"min": 0} if from_zero else {})
    options = {
        "legend": {"displayMode": "list", "placement": "bottom", "showLegend": True, "calcs": []},
        "tooltip": {"mode": "multi", "sort": "desc"},
    }
    pairs = [over_time(expr, legend) for expr, legend in queries]
    return panel("timeseries", title, pairs, unit, width, 8, description, defaults=defaults, options=options, **more)


def status_colors():
    """The colours of statuses, for series that are named by them."""
    return [column(status, color={"mode": "fixed", "fixedColor": color}) for status, color in STATUSES.items()]


def column(name, **properties):
    """What is said of a field: colour, unit, links. A custom one is written custom_width for custom.width."""
    found = [{"id": key.replace("custom_", "custom."), "value": value} for key, value in properties.items()]
    return {"matcher": {"id": "byName", "options": name}, "properties": found}


def table(title, columns, description="", width=24, height=9, links=(), sort=None):
    """
    A row for each set of labels, and a column for each of them and for each query. A column is a title, a query and what is
    said of its field. The first query chooses the rows: others may know of more.
    """
    overrides = []
    for i, (name, _, properties) in enumerate(columns):
        value = "Value" if len(columns) == 1 else f"Value #{chr(ord('A') + i)}"
        overrides.append(column(value, displayName=name, **properties))
    shape = [{"id": "merge", "options": {}}] if len(columns) > 1 else []
    return panel(
        "table",
        title,
        [now(expr, form="table") for _, expr, _ in columns],
        "short",
        width,
        height,
        description,
        overrides=overrides + list(links),
        options={"showHeader": True, "cellHeight": "sm", "sortBy": [{"displayName": sort, "desc": True}] if sort else []},
        transformations=[*shape, {"id": "organize", "options": {"excludeByName": {"Time": True}, "indexByName": {}, "renameByName": {}}}],
    )


def text(content, width=24):
    options = {"mode": "markdown", "content": content}
    return {"type": "text", "title": "", "options": options, "gridPos": {"x": 0, "y": 0, "w": width, "h": 2}}


def state_timeline(title, expr, description, width=24):
    """The one series holds the number of a status, counted from 1 in the order of STATUSES."""
    options = {
        "mergeValues": True,
        "showValue": "auto",
        "alignValue": "left",
        "rowHeight": 0.9,
        "legend": {"displayMode": "list", "placement": "bottom", "showLegend": False, "calcs": []},
        "tooltip": {"mode": "single", "sort": "none"},
    }
    defaults = {"mappings": status_mapping(), "custom": {"fillOpacity": 80, "lineWidth": 0}}
    query = [over_time(expr, "status")]
    return panel("state-timeline", title, query, "none", width, 5, description, defaults=defaults, options=options)


def status_mapping():
    found = {str(i + 1): {"text": status, "color": color, "index": i} for i, (status, color) in enumerate(STATUSES.items())}
    return [{"type": "value", "options": found}]
