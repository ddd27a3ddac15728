"""Each question of the query cookbook, on a Prometheus that scrapes the demo."""

from boards import cookbook, runnable

# No job of the demo expires within two hours, and it has neither manifests nor tags.
EMPTY = {"Which jobs expire within two hours?", "How many tokens did each model use?", "How many jobs does each team have?"}


def test_prometheus_answers_each_question(watched):
    answers = {question: watched.query(runnable(query, {})) for question, query in cookbook()}

    assert len(answers) == 20
    assert {question for question, series in answers.items() if not series} <= EMPTY
