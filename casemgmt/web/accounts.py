"""Signing in and out, the first administrator, and the list of accounts."""

from uuid import UUID, uuid4

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_wtf.csrf import generate_csrf
from marshmallow import EXCLUDE, Schema, fields, validate

from casemgmt.domain.access import Permission
from casemgmt.domain.accounts import NewUser
from casemgmt.domain.context import Role
from casemgmt.http.errors import shown_by
from casemgmt.http.fields import FORM, role, secret, text
from casemgmt.http.guard import requires
from casemgmt.http.paging import small_number
from casemgmt.http.request_context import HOME_WARD, begin_visit, context, end_visit, visitor
from casemgmt.http.returning import own_path
from casemgmt.services import accounts, first_start
from casemgmt.services.schools import list_schools

bp = Blueprint("accounts", __name__)


class SignInSchema(Schema):
    """The door."""

    class Meta:
        unknown = EXCLUDE

    login = text(60)
    password = secret()


class NewUserSchema(Schema):
    """A new account."""

    class Meta:
        unknown = EXCLUDE

    login = text(60)
    name = text(120)
    password = secret()
    role = role()
    school_id = fields.String(load_default="")
    key = fields.String(load_default="", validate=validate.Regexp(r"([0-9a-f]{32})?\Z", error=FORM))


class SetupSchema(Schema):
    """The first administrator."""

    class Meta:
        unknown = EXCLUDE

    login = text(60)
    name = text(120)
    password = secret()


class PasswordSchema(Schema):
    """A change of one's own password."""

    class Meta:
        unknown = EXCLUDE

    current = secret()
    password = secret()


@bp.get("/dang-nhap")
@requires(Permission.SESSION_LOG_IN)
def show_sign_in() -> str | Response:
    """The sign-in page."""
    if visitor() is not None and request.method == "GET":
        return make_response(redirect(url_for("start.show_start")))
    return render_template("accounts/sign_in.html")


@bp.post("/dang-nhap")
@requires(Permission.SESSION_LOG_IN)
@shown_by(show_sign_in)
def sign_in() -> Response:
    """Open a session."""
    loaded = SignInSchema().load(request.form.to_dict())
    token = accounts.sign_in(
        context(), accounts.Credentials(loaded["login"], loaded["password"], request.remote_addr or "-")
    )
    begin_visit(token)
    return make_response(redirect(own_path(request.args.get("next")) or url_for("start.show_start")))


@bp.post("/dang-xuat")
@requires(Permission.SESSION_LOG_OUT)
def sign_out() -> Response:
    """End the session."""
    found = visitor()
    assert found is not None
    accounts.sign_out(context(), found.token)
    end_visit()
    answer = make_response(redirect(url_for(".show_sign_in")))
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@bp.get("/phien")
@requires(Permission.SESSION_LOG_OUT)
def show_session() -> Response:
    """Who is signed in, and a fresh form token: for a page that still holds a person's typing."""
    found = visitor()
    assert found is not None
    return make_response(jsonify(login=found.person.login, csrf_token=generate_csrf()))


@bp.get("/thiet-lap/<code>")
@requires(Permission.SESSION_LOG_IN)
def show_setup(code: str) -> str:
    """The page behind the one-time link of the first start."""
    if not first_start.is_setup_open(context(), code):
        abort(410)
    return render_template("accounts/setup.html", code=code)


@bp.post("/thiet-lap/<code>")
@requires(Permission.SESSION_LOG_IN)
@shown_by(show_setup)
def make_first_administrator(code: str) -> Response:
    """Make the first administrator and use the link up."""
    loaded = SetupSchema().load(request.form.to_dict())
    new = NewUser(loaded["login"], loaded["name"], Role.ADMINISTRATOR, HOME_WARD, loaded["password"])
    first_start.make_first_administrator(context(), code, new)
    flash("Đã tạo tài khoản quản trị. Mời đăng nhập.")
    return make_response(redirect(url_for(".show_sign_in")))


@bp.get("/tai-khoan")
@requires(Permission.USER_LIST)
def show_users(user_id: UUID | None = None) -> str:
    """The accounts of the ward; ``user_id`` is the one a refused form was about."""
    lines = accounts.list_users(context())
    return render_template("accounts/users.html", users=lines, refused=user_id)


@bp.get("/tai-khoan/moi")
@requires(Permission.USER_CREATE)
def show_new_user() -> str:
    """The form for a new account."""
    return render_template(
        "accounts/new_user.html", roles=list(Role), schools=list_schools(context()), key=uuid4().hex
    )


@bp.post("/tai-khoan/moi")
@requires(Permission.USER_CREATE)
@shown_by(show_new_user)
def add_user() -> Response:
    """Make an account."""
    loaded = NewUserSchema().load(request.form.to_dict())
    school_id = small_number(loaded["school_id"])
    ctx = context()
    new = NewUser(
        loaded["login"],
        loaded["name"],
        loaded["role"],
        ctx.actor.ward_id,
        loaded["password"],
        school_id,
        loaded["key"],
    )
    line = accounts.add_user(ctx, new)
    flash(f"Đã tạo tài khoản {line.login}.")
    return make_response(redirect(url_for(".show_users")))


@bp.post("/tai-khoan/<uuid:user_id>/khoa")
@requires(Permission.USER_DISABLE)
@shown_by(show_users)
def end_user(user_id: UUID) -> Response:
    """Close an account and end its sessions."""
    accounts.end_user(context(), user_id)
    flash("Đã khóa tài khoản và kết thúc các phiên đang mở.")
    return make_response(redirect(url_for(".show_users")))


@bp.get("/mat-khau")
@requires(Permission.SESSION_CHANGE_PASSWORD)
def show_password() -> str:
    """The form for one's own new password."""
    return render_template("accounts/password.html")


@bp.post("/mat-khau")
@requires(Permission.SESSION_CHANGE_PASSWORD)
@shown_by(show_password)
def change_password() -> Response:
    """Set one's own new password."""
    loaded = PasswordSchema().load(request.form.to_dict())
    accounts.change_password(context(), loaded["current"], loaded["password"])
    flash("Đã đổi mật khẩu; các phiên khác đã kết thúc.")
    return make_response(redirect(url_for("start.show_start")))
