//! What editors of environments share.

/// A variable: its name and its value.
pub(super) type Variable<'a> = (&'a str, &'a str);

/// The variables that an environment does not set yet. `set` tells of one whether the environment has it and, if so, whether
/// it is set to this value.
///
/// # Errors
/// A sentence about one that is set to something else.
pub(super) fn missing<'a>(
    variables: &[Variable<'a>],
    set: impl Fn(Variable<'_>) -> Option<bool>,
) -> Result<Vec<Variable<'a>>, String> {
    let mut missing = Vec::new();
    for variable in variables {
        match set(*variable) {
            None => missing.push(*variable),
            Some(true) => {}
            Some(false) => return Err(format!("it sets `{}` to something else", variable.0)),
        }
    }
    Ok(missing)
}
