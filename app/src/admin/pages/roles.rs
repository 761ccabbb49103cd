use domain::{accounts::Permission, paths, roles::RoleView};
use leptos::prelude::*;
use server::roles;
use server_fn::ServerFn;

use crate::{
    Answer, Cx, Head,
    admin::{
        api::{CreateRole, DeleteRole, SaveRole},
        page::AdminPage,
    },
    forms::{Form, FormState},
    ui::{Button, ButtonKind, Checkbox, Choices, Section, Select, TextField},
};

/// What each role is called and what it may do.
pub(crate) async fn roles(cx: Cx) -> Answer {
    let list = roles::list(&cx.app, cx.actor()?).await?;
    let new = FormState::of(&cx, CreateRole::PATH).await?;
    let mut states = Vec::new();
    for role in &list {
        let about = async |url| FormState::about(&cx, url, "role", role.role.as_str()).await;
        states.push((about(SaveRole::PATH).await?, about(DeleteRole::PATH).await?));
    }
    Ok(cx.page(Head::private("Roles"), || {
        let sections = list.iter().zip(states).map(|(role, (save, delete))| section(role, &list, save, delete));
        let sections = sections.collect_view();
        view! {
            <AdminPage title="Roles" here=paths::ROLES>
                {sections}
                {new_role(new)}
            </AdminPage>
        }
        .into_any()
    }))
}

fn section(role: &RoleView, all: &[RoleView], save: FormState, delete: FormState) -> AnyView {
    let name = role.role.to_string();
    let save = role
        .permissions
        .iter()
        .fold(save.with("label", &role.label), |state, permission| state.with(&field(permission), "true"))
        .with("second_factor", role.needs_second_factor.to_string());
    let intro = match role.members {
        0 => "Nobody has it.".to_owned(),
        1 => "One member has it.".to_owned(),
        count => format!("{count} members have it."),
    };
    let fields = fields(&save, &name, role.role.keeps());
    let deletion = (!role.role.is_built_in()).then(|| deletion(role, all, delete));
    let spoken = format!("Save {}", role.label);
    view! {
        <Section title=role.label.clone() intro=intro id=format!("role-{name}")>
            <Form action=SaveRole::PATH state=save class="form">
                <input type="hidden" name="role" value=name />
                {fields}
                <div class="actions"><Button label=spoken>"Save"</Button></div>
            </Form>
            {deletion}
        </Section>
    }
    .into_any()
}

fn new_role(state: FormState) -> impl IntoView {
    let fields = fields(&state, "new", &[]);
    view! {
        <Section title="New role" id="role-new">
            <Form action=CreateRole::PATH state=state class="form">
                {fields}
                <div class="actions"><Button kind=ButtonKind::Primary>"Make the role"</Button></div>
            </Form>
        </Section>
    }
}

/// Label and boxes. Each box is a field of its own, `permissions[…]`, so that a refused form keeps all of them.
fn fields(state: &FormState, name: &str, kept: &'static [Permission]) -> impl IntoView + use<> {
    // Links of an error summary lead to the names of the fields; of many forms, one has a summary.
    let id = |field: &str| if state.is_refused() { field.to_owned() } else { format!("{name}-{field}") };
    let boxes = Permission::ALL.map(|permission| {
        let is_kept = kept.contains(&permission);
        view! {
            <Checkbox
                name=field(permission)
                id=id(permission.as_str())
                label=permission.words()
                checked=is_kept || state.value(&field(permission)) == "true"
                disabled=is_kept
            />
        }
    });
    view! {
        <TextField name="label" id=id("label") label="Name" value=state.value("label") error=state.error("label") />
        <Choices legend="What it may do" columns=true>{boxes.into_iter().collect_view()}</Choices>
        <Checkbox
            name="second_factor"
            id=id("second_factor")
            label="Members must have a second factor"
            checked=state.value("second_factor") == "true"
        />
    }
}

fn field(permission: Permission) -> String {
    format!("permissions[{}]", permission.as_str())
}

fn deletion(role: &RoleView, all: &[RoleView], state: FormState) -> impl IntoView + use<> {
    let name = role.role.to_string();
    let others = all.iter().filter(|other| other.role != role.role);
    let options = others.map(|other| (other.role.to_string(), other.label.clone())).collect();
    let id = if state.is_refused() { "move_to".to_owned() } else { format!("{name}-move_to") };
    let (value, error) = (state.value("move_to"), state.error("move_to"));
    let move_to = (role.members > 0).then(|| {
        view! { <Select name="move_to" id=id label="Its members get" options=options value=value error=error /> }
    });
    let spoken = format!("Delete {}", role.label);
    view! {
        <Form action=DeleteRole::PATH state=state class="form">
            <input type="hidden" name="role" value=name />
            {move_to}
            <div class="actions">
                <Button kind=ButtonKind::Danger label=spoken>"Delete"</Button>
            </div>
        </Form>
    }
}
