use std::fmt;

use crate::{
    FieldError, FieldErrors, Problem,
    accounts::{Permission, Permissions, Role},
    text,
};

/// What people call a role, 1 to 60 characters on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleLabel(String);

impl RoleLabel {
    /// Parses a typed label.
    ///
    /// # Errors
    /// As [`text::name`].
    pub fn parse(raw: &str) -> Result<Self, FieldError> {
        text::name(raw, 1..=60).map(Self)
    }

    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RoleLabel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What an admin says of a role, parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleForm {
    /// Field `label`.
    pub label: RoleLabel,
    /// The ticked boxes `permissions[…]`.
    pub permissions: Permissions,
    /// Field `second_factor`.
    pub needs_second_factor: bool,
}

impl RoleForm {
    /// Parses every field. A permission that this program does not know is not granted.
    ///
    /// # Errors
    /// [`Problem::Invalid`] with the field `label`.
    pub fn parse<'a>(
        label: &str,
        permissions: impl IntoIterator<Item = &'a str>,
        needs_second_factor: bool,
    ) -> Result<Self, Problem> {
        let label = RoleLabel::parse(label).map_err(|error| only("label", error))?;
        let permissions = permissions.into_iter().filter_map(Permission::parse).collect();
        Ok(Self { label, permissions, needs_second_factor })
    }
}

/// A role that is to be made, parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRoleForm {
    /// The role, named after its label for good, whatever its label becomes.
    pub role: Role,
    /// What it is to be.
    pub form: RoleForm,
}

impl NewRoleForm {
    /// Names the role.
    ///
    /// # Errors
    /// [`Problem::Invalid`] with the field `label` if nothing of the label can stand in a name.
    pub fn named(form: RoleForm) -> Result<Self, Problem> {
        let role = Role::named_after(form.label.as_str()).map_err(|error| only("label", error))?;
        Ok(Self { role, form })
    }
}

fn only(field: &str, error: FieldError) -> Problem {
    Problem::Invalid { fields: FieldErrors::one(field, error) }
}
