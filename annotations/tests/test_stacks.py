"""What comes next when somebody takes back and does again, whatever they did before."""

from hypothesis import given
from hypothesis import strategies as st

from annotations.actions.undoing.stacks import stacks_of

DO, UNDO, REDO = "do", "undo", "redo"
WISHES = st.lists(st.sampled_from([DO, DO, UNDO, UNDO, REDO]), max_size=40)


def steps_after(wishes):
    """The log that a person leaves who follows the stacks, and what stands after each step.

    What stands is a document of its own making: the steps done, in order, without those undone.
    """
    steps, document, kept, undone = [], [], [], []
    for number, wish in enumerate(wishes, 1):
        stacks = stacks_of(steps)
        if wish == DO:
            steps.append((number, None))
            document, undone = [*document, number], []
        elif wish == UNDO and stacks.done:
            steps.append((number, stacks.done[-1]))
            undone.append(document[-1])
            document = document[:-1]
        elif wish == REDO and stacks.undone:
            steps.append((number, stacks.undone[-1]))
            document = [*document, undone.pop()]
        kept.append((list(steps), document))
    return kept


@given(WISHES)
def test_there_is_as_much_to_take_back_as_stands(wishes):
    for steps, document in steps_after(wishes):
        assert len(stacks_of(steps).done) == len(document)


@given(WISHES)
def test_taking_everything_back_and_doing_it_again_uses_up_both(wishes):
    steps = (steps_after(wishes) or [([], [])])[-1][0]
    number = len(wishes)
    while done := stacks_of(steps).done:
        number += 1
        steps.append((number, done[-1]))
    again = len(stacks_of(steps).undone)
    for _ in range(again):
        number += 1
        steps.append((number, stacks_of(steps).undone[-1]))
    assert stacks_of(steps).undone == []
    assert len(stacks_of(steps).done) == again


@given(WISHES, st.integers(0, 40))
def test_a_log_that_begins_late_never_names_what_is_not_next(wishes, first):
    steps = (steps_after(wishes) or [([], [])])[-1][0]
    whole, late = stacks_of(steps), stacks_of(steps[first:])
    assert whole.done[len(whole.done) - len(late.done) :] == late.done
    assert whole.undone[len(whole.undone) - len(late.undone) :] == late.undone


def test_something_new_ends_what_could_be_done_again():
    assert stacks_of([(1, None), (2, 1), (3, None)]).undone == []


def test_what_is_taken_back_again_and_again_is_still_about_what_was_done_first():
    assert stacks_of([(1, None), (2, 1), (3, 2), (4, 3)]).about == {1: 1, 2: 1, 3: 1, 4: 1}
