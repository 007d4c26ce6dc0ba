"""Small modules, small functions, few arguments: the numbers of docs/architecture."""

from statistics import median

from tests.architecture.tree import body_lines, functions, modules, shown

LONGEST_MODULE, MEDIAN_MODULE = 300, 90
LONGEST_FUNCTION, MEDIAN_FUNCTION = 40, 8
MOST_ARGUMENTS = 5
GENERATED = "casemgmt/store/migrations/versions/"  # Alembic writes them
COMMAND_LINE = "casemgmt/cli.py"  # there every option of a command is an argument
NOT_COUNTED = {"self", "cls", "ctx"}


def lines(path):
    return len(path.read_text("utf-8").splitlines())


def written():
    return [path for path in modules() if not shown(path).startswith(GENERATED)]


def arguments(function):
    given = function.args
    every = [*given.posonlyargs, *given.args, *given.kwonlyargs]
    return [each.arg for each in every if each.arg not in NOT_COUNTED]


def test_no_module_is_too_long():
    sizes = {shown(path): lines(path) for path in written()}

    assert {name: size for name, size in sizes.items() if size > LONGEST_MODULE} == {}


def test_half_of_the_modules_fit_on_two_screens():
    assert median(lines(path) for path in written()) <= MEDIAN_MODULE


def test_no_function_is_too_long():
    sizes = {
        f"{shown(path)}:{function.lineno} {function.name}": body_lines(function)
        for path in written()
        for function in functions(path)
    }

    assert {name: size for name, size in sizes.items() if size > LONGEST_FUNCTION} == {}


def test_half_of_the_functions_are_a_few_lines():
    sizes = [body_lines(function) for path in written() for function in functions(path)]

    assert median(sizes) <= MEDIAN_FUNCTION


def test_no_function_asks_for_many_things():
    asked = {
        f"{shown(path)}:{function.lineno} {function.name}": arguments(function)
        for path in written()
        if shown(path) != COMMAND_LINE
        for function in functions(path)
    }

    assert {name: given for name, given in asked.items() if len(given) > MOST_ARGUMENTS} == {}
