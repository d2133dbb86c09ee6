//! What a value of a build stands for.
//!
//! Meanings are flat: a list holds no lists, a setting no settings, a project only the names of others. However values
//! lead to each other, what they stand for is never nested deep, and what is shared is not copied.

use std::rc::Rc;

use super::project::Place;

/// How many elements one list may have.
pub(super) const LIST_MAX: usize = 4096;

/// How long a text or name may become, in bytes.
pub(super) const TEXT_MAX: usize = 4096;

/// What a value stands for.
#[derive(Debug, Clone)]
pub(super) enum Meaning {
    Text(Text),
    /// `a -> b` of two texts.
    Pair(Rc<(Text, Text)>),
    List(Rc<Vec<Meaning>>),
    Module(Rc<Module>),
    Folder(Rc<str>),
    Project(Rc<Draft>),
    /// A project by its name: `LocalProject("core")`, `core % "test->test"`.
    Reference(Rc<Reference>),
    Setting(Rc<Setting>),
    /// A line of a Dockerfile.
    Command(Text),
    /// A name that nothing in the build defines: a key, a plugin, a configuration.
    Name(Rc<str>),
    /// Nothing that could be worked out.
    Nothing,
}

/// A text. What could not be put into it is written `${..}`, and it is not whole.
#[derive(Debug, Clone)]
pub(super) struct Text {
    pub(super) text: Rc<str>,
    pub(super) whole: bool,
    pub(super) place: Place,
}

/// A library.
#[derive(Debug, Clone)]
pub(super) struct Module {
    pub(super) group: Rc<str>,
    pub(super) artifact: Rc<str>,
    /// The version, once one was written; that may be none that could be worked out.
    pub(super) version: Option<Option<Rc<str>>>,
    pub(super) configurations: Option<Rc<str>>,
    pub(super) place: Place,
}

/// A project as another names it.
#[derive(Debug, Clone)]
pub(super) struct Reference {
    pub(super) id: Rc<str>,
    pub(super) configurations: Option<Rc<str>>,
}

/// A project as its definition says.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) id: Option<Rc<str>>,
    pub(super) folder: Option<Rc<str>>,
    pub(super) settings: Vec<Rc<Setting>>,
    pub(super) depends: Vec<(Reference, Place)>,
    pub(super) aggregates: Vec<Rc<str>>,
    pub(super) plugins: Vec<(Rc<str>, Place)>,
}

/// `Test / key += value`
#[derive(Debug, Clone)]
pub(super) struct Setting {
    pub(super) key: String,
    pub(super) scopes: Vec<String>,
    pub(super) operator: String,
    pub(super) value: Meaning,
}

impl Draft {
    pub(super) fn new(id: Option<Rc<str>>, folder: Option<Rc<str>>) -> Self {
        let (settings, depends, aggregates, plugins) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { id, folder, settings, depends, aggregates, plugins }
    }

    /// How much there is to copy of it.
    pub(super) fn size(&self) -> usize {
        self.settings.len() + self.depends.len() + self.aggregates.len() + self.plugins.len()
    }
}

impl Meaning {
    /// A text, unless it is too long.
    pub(super) fn text(text: String, whole: bool, place: Place) -> Self {
        match short(text) {
            Some(text) => Self::Text(Text { text, whole, place }),
            None => Self::Nothing,
        }
    }

    /// A name, unless it is too long.
    pub(super) fn name(name: String) -> Self {
        short(name).map_or(Self::Nothing, Self::Name)
    }

    /// A folder, unless its path is too long.
    pub(super) fn folder(folder: String) -> Self {
        short(folder).map_or(Self::Nothing, Self::Folder)
    }

    /// The elements of all these, as one list.
    pub(super) fn list(meanings: Vec<Self>) -> Self {
        if !meanings.iter().any(|meaning| matches!(meaning, Self::List(_) | Self::Nothing)) {
            return Self::List(Rc::new(meanings));
        }
        Self::List(Rc::new(meanings.iter().flat_map(Self::flat).take(LIST_MAX).cloned().collect()))
    }

    /// A text that is known to its end.
    pub(super) fn as_text(&self) -> Option<&Rc<str>> {
        match self {
            Self::Text(Text { text, whole: true, .. }) => Some(text),
            _ => None,
        }
    }

    /// The name that stands for itself.
    pub(super) fn as_name(&self) -> Option<&Rc<str>> {
        match self {
            Self::Name(name) => Some(name),
            _ => None,
        }
    }

    /// The elements of a list, or what is none; of nothing, nothing.
    pub(super) fn flat(&self) -> &[Self] {
        match self {
            Self::List(elements) => elements,
            Self::Nothing => &[],
            other => std::slice::from_ref(other),
        }
    }

    /// The settings among its elements.
    pub(super) fn settings(&self) -> impl Iterator<Item = &Rc<Setting>> {
        self.flat().iter().filter_map(|meaning| match meaning {
            Self::Setting(setting) => Some(setting),
            _ => None,
        })
    }

    /// Itself without settings and projects, as the value of a setting.
    pub(super) fn plain(self) -> Self {
        let nests = |meaning: &Self| matches!(meaning, Self::Setting(_) | Self::Project(_));
        match self {
            Self::List(elements) if elements.iter().any(nests) => {
                Self::list(elements.iter().filter(|element| !nests(element)).cloned().collect())
            }
            nested if nests(&nested) => Self::Nothing,
            other => other,
        }
    }

    /// The project that it names.
    pub(super) fn reference(&self) -> Option<Reference> {
        let plain = |id: &Rc<str>| Reference { id: id.clone(), configurations: None };
        match self {
            Self::Project(draft) => draft.id.as_ref().map(plain),
            Self::Name(id) => Some(plain(id)),
            Self::Reference(reference) => Some(Reference::clone(reference)),
            _ => None,
        }
    }
}

fn short(text: String) -> Option<Rc<str>> {
    (text.len() <= TEXT_MAX).then(|| text.into())
}
