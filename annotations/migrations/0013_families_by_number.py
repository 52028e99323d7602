"""The log calls the family of a quotation by its number, which outlives what it is called."""

from django.db import migrations


def restate(apps, schema_editor):
    Change = apps.get_model("articles", "Change")
    Utterance = apps.get_model("annotations", "Utterance")
    called = Utterance.objects.order_by("-number").values_list("story", "gist", "number")
    numbers = {(story, gist): number for story, gist, number in called}
    for change in Change.objects.filter(subject__startswith="annotation:").iterator():
        said = [state["quotation"] for state in (change.before, change.after) if quotes(state)]
        for quotation in said:
            quotation["utterance"] = numbers.get((change.story_id, quotation["utterance"]))
        if said:
            change.save(update_fields=["before", "after"])


def quotes(state):
    """Whether a state names a family, or none, by its gist."""
    return bool(state and state["quotation"] and isinstance(state["quotation"]["utterance"], str))


class Migration(migrations.Migration):

    dependencies = [("annotations", "0012_snapshot")]

    operations = [migrations.RunPython(restate, migrations.RunPython.noop)]
