//! What an outline holds.

use crate::span::{Span, Spanned};

/// What a source file takes in, declares and calls. Each list is in the order of the text; comments never
/// are in any.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outline {
    /// The package of Java, Kotlin, Scala and Go.
    pub package: Option<Spanned<String>>,
    /// What it imports, at its top and anywhere else.
    pub imports: Vec<Import>,
    /// Classes, interfaces, records, enums, objects, structs, type aliases of Go.
    pub types: Vec<Type>,
    /// Functions and methods with a name.
    pub functions: Vec<Function>,
    /// Fields, variables, parameters, and assignments.
    pub bindings: Vec<Binding>,
    /// Annotations of Java and Kotlin, decorators of Python and TypeScript.
    pub annotations: Vec<Annotation>,
    /// Calls, sorted by where they start; a call stands in front of those inside it.
    pub calls: Vec<Call>,
    /// Objects that functions of JavaScript, TypeScript and Python return as they are written.
    pub returned: Vec<Returned>,
    /// What says that the file is started itself: a shebang line, Python's comparison of `__name__` with
    /// `"__main__"`.
    pub starts: Vec<Span>,
}

impl Outline {
    /// The calls inside a stretch of the text, such as an argument's or a function's.
    pub fn calls_within(&self, span: Span) -> impl Iterator<Item = &Call> {
        let first = self.calls.partition_point(|call| call.span.start < span.start);
        let rest = self.calls[first..].iter().take_while(move |call| call.span.start < span.end);
        rest.filter(move |call| call.span.end <= span.end)
    }

    /// The first type of this name.
    #[must_use]
    pub fn type_named(&self, name: &str) -> Option<&Type> {
        self.types.iter().find(|of| of.name.value == name)
    }
}

/// One import.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Import {
    /// What is imported, as written without quotes: `org.apache.kafka.clients.producer.KafkaProducer`,
    /// `confluent_kafka`, `..models`, `github.com/IBM/sarama`, `@nestjs/core`. Without the `.*` of Java.
    pub path: String,
    /// What is taken out of it by name: Python's `from`, braces of Scala and JavaScript (`default` for the default).
    /// Java and Kotlin have the name in the path, and so has Scala without braces.
    pub names: Vec<ImportedName>,
    /// The name that stands for the whole: `as` of Python and Kotlin, `* as` and a variable for `require`
    /// in JavaScript, the name in front of a path in Go (`_` too).
    pub alias: Option<String>,
    /// Whether all names are taken: `.*`, `import *`, `export *`, Go's `.`.
    pub wildcard: bool,
    /// Whether it is Java's `import static`.
    pub is_static: bool,
    /// Whether it only brings types and is gone when the program runs (TypeScript).
    pub type_only: bool,
    /// Where it stands.
    pub span: Span,
}

/// A name taken out of a module.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportedName {
    /// Its name there.
    pub name: String,
    /// Its name here, where that is another.
    pub alias: Option<String>,
}

/// A type that is declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Type {
    /// Its name.
    pub name: Spanned<String>,
    /// What it extends, implements or embeds, without type arguments.
    pub supertypes: Vec<String>,
    /// From its annotations to its end.
    pub span: Span,
}

/// A function or method that has a name, be it that of the constant or property it is assigned to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Function {
    /// Its name. A constructor has its type's name in Java, else what the language calls it.
    pub name: Spanned<String>,
    /// The type it belongs to; in Go its receiver's, in Kotlin also the one it extends.
    pub owner: Option<String>,
    /// Its parameters without the receiver; those that are patterns have the pattern as name.
    pub parameters: Vec<Parameter>,
    /// From its annotations to its end.
    pub span: Span,
}

/// A parameter of a function.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Its type, reduced as [`Binding::type_name`] says.
    pub type_name: Option<String>,
}

/// A name with a type or a value.
#[derive(Debug, Clone, PartialEq)]
pub struct Binding {
    /// What is bound: a name, or what is assigned to, dotted (`self.producer`, `config.Version`,
    /// `conf["group.id"]`).
    pub name: String,
    /// What binds it.
    pub kind: BindingKind,
    /// Its type without type arguments, pointers, arrays and nullability: `KafkaTemplate` for
    /// `KafkaTemplate<String, String>`, `kafka.Writer` for `[]*kafka.Writer`, `Producer` for
    /// `Optional[Producer]` in Python.
    pub type_name: Option<String>,
    /// Its value. Of several names bound to one call, the first has it.
    pub value: Option<Value>,
    /// Whether it cannot be bound again: `final`, `const`, `val`, `readonly`, a member of an enum.
    pub constant: bool,
    /// The type whose member it is.
    pub owner: Option<String>,
    /// The function it stands in, an index into [`Outline::functions`].
    pub function: Option<usize>,
    /// From the name to the end of the value; without annotations.
    pub span: Span,
}

/// What binds a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BindingKind {
    /// A member of a type.
    Field,
    /// A variable or constant of a file or function.
    Variable,
    /// A parameter with a type.
    Parameter,
    /// An assignment to what was declared elsewhere.
    Assignment,
}

/// An object that a function returns: `return { topic: "orders" }`.
#[derive(Debug, Clone, PartialEq)]
pub struct Returned {
    /// The object.
    pub value: Value,
    /// The function, an index into [`Outline::functions`]; none where it has no name.
    pub function: Option<usize>,
    /// From its first brace to its last.
    pub span: Span,
}

/// An annotation or decorator.
#[derive(Debug, Clone, PartialEq)]
pub struct Annotation {
    /// Its name as written, without `@`.
    pub name: String,
    /// Its arguments.
    pub arguments: Vec<Argument>,
    /// What it stands at.
    pub target: Target,
    /// With `@`.
    pub span: Span,
}

/// What an annotation stands at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Target {
    /// A type, an index into [`Outline::types`].
    Type(usize),
    /// A function, an index into [`Outline::functions`].
    Function(usize),
    /// A field, variable or parameter with this name.
    Binding(String),
    /// Anything else.
    #[default]
    Other,
}

/// A call.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// What is called, dotted as written without type arguments and the likes of `?.`, `!` and casts. A call
    /// in front of the last dot is written `()`: `otel.Tracer().Start`. So is an expression that has no
    /// name: `().join`.
    pub callee: String,
    /// Whether it is `new X(..)`, an enum's member, or a composite literal of Go with a named type.
    pub construct: bool,
    /// Its arguments. Of a composite literal the fields; blocks behind a Kotlin call are arguments too.
    pub arguments: Vec<Argument>,
    /// The function it stands in, an index into [`Outline::functions`].
    pub function: Option<usize>,
    /// From the beginning of the chain to the end of the arguments.
    pub span: Span,
}

impl Call {
    /// The last name of the callee: `send` of `kafkaTemplate.send`.
    #[must_use]
    pub fn method(&self) -> &str {
        self.callee.rsplit_once('.').map_or(&self.callee, |(_, last)| last)
    }

    /// The value of a named argument.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&Value> {
        self.arguments
            .iter()
            .find(|argument| argument.name.as_deref() == Some(name))
            .map(|found| &found.value)
    }

    /// The value of the argument at an index, counted over those without a name.
    #[must_use]
    pub fn positional(&self, index: usize) -> Option<&Value> {
        self.arguments.iter().filter(|argument| argument.name.is_none()).nth(index).map(|found| &found.value)
    }
}

/// An argument of a call or annotation.
#[derive(Debug, Clone, PartialEq)]
pub struct Argument {
    /// Its keyword or field; `*`, `**` or `...` where a collection is spread.
    pub name: Option<String>,
    /// Its value.
    pub value: Value,
    /// With its name.
    pub span: Span,
}

/// What an expression says, as far as the text tells without running it.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text: escapes resolved, literals that are added up joined.
    Text(String),
    /// Text with holes, each written `{}`.
    Template(String),
    /// A number as written.
    Number(String),
    /// True or false.
    Bool(bool),
    /// A name, dotted as in [`Call::callee`], with indices: `process.env.TOPIC`, `os.environ["TOPIC"]`,
    /// `StringSerializer.class`, `this::handle`.
    Name(String),
    /// A list, set or tuple.
    List(Vec<Value>),
    /// Keys and values. A key that is no text is there as a name or number is written.
    Object(Vec<(String, Value)>),
    /// What a call returns: its callee. [`Outline::calls_within`] finds the call.
    Call(String),
    /// A new object: its type. [`Outline::calls_within`] finds the call.
    Construct(String),
    /// One of these: both sides of `||`, `??`, `or`, `?:`, and of a condition.
    Alternatives(Vec<Value>),
    /// Anything else.
    Other,
}

impl Value {
    /// The text of plain text.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}
