//! Reads the topics that a call or annotation names.

use std::{cell::Cell, collections::HashMap};

use syntax::{
    Span,
    source::{Annotation, Argument, Binding, Call, Outline, Target, Value},
};

use super::Expression;

/// How many names are followed inside one file.
const DEPTH_MAX: usize = 4;

/// The longest text that may name a topic, placeholders and all.
const TEXT_MAX: usize = 1024;

/// How many topics one place may name.
const TOPICS_MAX: usize = 32;

/// Functions that make a collection of what they are given.
const COLLECTIONS: [&str; 13] = [
    "List.of",
    "Set.of",
    "Arrays.asList",
    "Collections.singletonList",
    "Collections.singleton",
    "Collections.singletonSet",
    "listOf",
    "setOf",
    "arrayOf",
    "asList",
    "singletonList",
    "ImmutableList.of",
    "list",
];

/// How many values one place may lead through: names can lead to each other in any number of ways.
const STEPS_MAX: usize = 64;

/// How many calls inside a value are looked at.
const CALLS_MAX: usize = 32;

/// Reads what a file names.
pub(crate) struct Reader<'o> {
    outline: &'o Outline,
    /// What is bound to each name; what has a value stands before what has none.
    bindings: HashMap<&'o str, &'o Binding>,
    /// What annotations inject, by the name they stand at.
    injected: HashMap<&'o str, Expression>,
    steps: Cell<usize>,
    /// The function whose names are read.
    within: Cell<Option<usize>>,
}

impl<'o> Reader<'o> {
    pub(crate) fn of(outline: &'o Outline) -> Self {
        let mut bindings: HashMap<&str, &Binding> = HashMap::new();
        for binding in &outline.bindings {
            let known = bindings.entry(binding.name.as_str()).or_insert(binding);
            if known.value.is_none() && binding.value.is_some() {
                *known = binding;
            }
        }
        let mut injected = HashMap::new();
        for annotation in &outline.annotations {
            if let (Target::Binding(name), Some(expression)) = (&annotation.target, injection(annotation)) {
                injected.entry(name.as_str()).or_insert(expression);
            }
        }
        Self { outline, bindings, injected, steps: Cell::new(0), within: Cell::new(None) }
    }

    /// The topics at `place`: the number of an argument, or its name; several are parted by `|`, the first that is
    /// there counts. `within` is the function it stands in.
    pub(crate) fn topics(
        &self,
        arguments: &[Argument],
        place: &str,
        within: Option<usize>,
    ) -> Vec<Expression> {
        self.begin(within);
        let mut expressions: Vec<Expression> = match place {
            "*" => arguments
                .iter()
                .take(TOPICS_MAX)
                .flat_map(|argument| self.expressions(&argument.value, argument.span, DEPTH_MAX))
                .collect(),
            _ => {
                let found = place.split('|').find_map(|place| at(arguments, place));
                found.map(|(value, span)| self.expressions(value, span, DEPTH_MAX)).unwrap_or_default()
            }
        };
        expressions.truncate(TOPICS_MAX);
        expressions
    }

    /// What a value says that stands somewhere in `span`, if it says one thing; else that nothing tells it.
    pub(super) fn value(&self, value: &Value, span: Span, within: Option<usize>) -> Expression {
        self.begin(within);
        let mut found = self.expressions(value, span, DEPTH_MAX);
        found.pop().filter(|_| found.is_empty()).unwrap_or(Expression::Other)
    }

    fn begin(&self, within: Option<usize>) {
        self.steps.set(STEPS_MAX);
        self.within.set(within);
    }

    /// What a name is bound to: its value, or what an annotation injects.
    pub(super) fn bound(&self, binding: &Binding) -> Vec<Expression> {
        self.begin(binding.function);
        self.of_binding(binding, 2)
    }

    /// What a value says; the calls it makes stand within `span`.
    fn expressions(&self, value: &Value, span: Span, depth: usize) -> Vec<Expression> {
        let Some(left) = self.steps.get().checked_sub(1) else { return vec![Expression::Other] };
        self.steps.set(left);
        match value {
            Value::Text(text) if text.is_empty() => Vec::new(),
            Value::Text(text) if text.len() > TEXT_MAX => vec![Expression::Other],
            Value::Text(text) => vec![Expression::Text(text.clone())],
            Value::List(values) => {
                let values = values.iter().take(TOPICS_MAX);
                values.flat_map(|value| self.expressions(value, span, depth)).collect()
            }
            Value::Alternatives(values) => vec![self.either(values, span, depth)],
            Value::Name(name) => self.of_name(name, depth),
            Value::Call(callee) => self.of_result(callee, span, depth),
            Value::Construct(callee) => self.of_new(callee, span, depth),
            _ => vec![Expression::Other],
        }
    }

    /// `process.env.TOPIC || "orders"`: the environment, and a default.
    fn either(&self, values: &[Value], span: Span, depth: usize) -> Expression {
        let text = values.iter().find_map(Value::as_text).map(ToOwned::to_owned);
        let Some(depth) = depth.checked_sub(1) else {
            return text.map_or(Expression::Other, Expression::Text);
        };
        for expression in values.iter().flat_map(|value| self.expressions(value, span, depth)) {
            if let Expression::Environment { name, default } = expression {
                return Expression::Environment { name, default: default.or(text) };
            }
        }
        text.map_or(Expression::Other, Expression::Text)
    }

    fn of_name(&self, name: &str, depth: usize) -> Vec<Expression> {
        if let Some(variable) = environment_name(name) {
            return vec![Expression::Environment { name: variable, default: None }];
        }
        if let Some(parameter) = self.parameter(name) {
            return vec![parameter];
        }
        match self.binding(name) {
            Some(binding) if depth > 0 => self.of_binding(binding, depth - 1),
            _ => vec![Expression::Name(name.to_owned())],
        }
    }

    /// The name as a parameter of the function that is read.
    fn parameter(&self, name: &str) -> Option<Expression> {
        let function = self.outline.functions.get(self.within.get()?)?;
        let index = function.parameters.iter().position(|parameter| parameter.name == name)?;
        let constructs = matches!(function.name.value.as_str(), "constructor" | "__init__" | "<init>");
        let called = function.owner.as_ref().filter(|_| constructs).unwrap_or(&function.name.value);
        Some(Expression::Parameter { function: called.clone(), index, name: name.to_owned() })
    }

    /// What binds a name: what gives it a value stands before what only declares it.
    fn binding(&self, name: &str) -> Option<&'o Binding> {
        let last = name.rsplit('.').next().unwrap_or(name);
        let members = [format!("this.{last}"), format!("self.{last}")];
        let names = [name, members[0].as_str(), members[1].as_str(), last];
        let bound = || names.iter().filter_map(|name| self.bindings.get(name).copied());
        bound().find(|binding| binding.value.is_some()).or_else(|| bound().next())
    }

    fn of_binding(&self, binding: &Binding, depth: usize) -> Vec<Expression> {
        let Some(value) = &binding.value else {
            let injected = self.injected.get(binding.name.as_str()).cloned();
            return vec![injected.unwrap_or_else(|| Expression::Name(binding.name.clone()))];
        };
        let within = self.within.replace(binding.function);
        let read = self.expressions(value, binding.span, depth);
        self.within.set(within);
        read
    }

    /// A new object in the place of a topic is a record, which names its own; a new list has its elements.
    fn of_new(&self, callee: &str, span: Span, depth: usize) -> Vec<Expression> {
        if callee.starts_with('[') { self.of_result(callee, span, depth) } else { Vec::new() }
    }

    /// What a call gives: a collection's elements, what is looked up, or else something of the callee's name.
    fn of_result(&self, callee: &str, span: Span, depth: usize) -> Vec<Expression> {
        let mut calls = self.outline.calls_within(span).take(CALLS_MAX);
        let Some(call) = calls.find(|call| call.callee == callee) else {
            return vec![Expression::Other];
        };
        if let Some(expression) = looked_up(call) {
            return vec![expression];
        }
        if let Some(depth) = depth.checked_sub(1).filter(|_| collects(call)) {
            let given = call.arguments.iter().take(TOPICS_MAX);
            return given.flat_map(|given| self.expressions(&given.value, given.span, depth)).collect();
        }
        // `properties.getTopic()`; a call with arguments can give anything.
        if call.arguments.is_empty() && !call.construct {
            return vec![Expression::Name(callee.to_owned())];
        }
        vec![Expression::Other]
    }
}

fn collects(call: &Call) -> bool {
    COLLECTIONS.iter().any(|made| call.callee == *made || call.callee.ends_with(&format!(".{made}")))
}

fn at<'a>(arguments: &'a [Argument], place: &str) -> Option<(&'a Value, Span)> {
    match place.parse::<usize>() {
        Ok(index) => {
            let argument = arguments.iter().filter(|argument| argument.name.is_none()).nth(index)?;
            Some((&argument.value, argument.span))
        }
        Err(_) => named(arguments, place),
    }
}

/// A keyword, or the key of an object among the arguments.
fn named<'a>(arguments: &'a [Argument], name: &str) -> Option<(&'a Value, Span)> {
    let keyword = arguments.iter().find(|argument| argument.name.as_deref() == Some(name));
    keyword.map(|argument| (&argument.value, argument.span)).or_else(|| {
        arguments.iter().find_map(|argument| {
            let Value::Object(entries) = &argument.value else { return None };
            let (_, value) = entries.iter().find(|(key, _)| key == name)?;
            Some((value, argument.span))
        })
    })
}

/// `@Value("${app.topic}")`, `@ConfigProperty(name = "app.topic")`.
fn injection(annotation: &Annotation) -> Option<Expression> {
    let text = |place: &str| at(&annotation.arguments, place)?.0.as_text();
    match annotation.name.rsplit('.').next()? {
        "Value" | "Property" => {
            let text = text("0").or_else(|| text("value")).or_else(|| text("name"))?;
            Some(if text.contains('{') { Expression::Text(text.to_owned()) } else { placeholder(text, None) })
        }
        "ConfigProperty" => Some(placeholder(text("name")?, text("defaultValue"))),
        _ => None,
    }
}

fn placeholder(key: &str, default: Option<&str>) -> Expression {
    let default = default.map(|default| format!(":{default}")).unwrap_or_default();
    Expression::Text(format!("${{{key}{default}}}"))
}

/// `os.getenv("TOPIC", "orders")`, `config.get("kafka.topic")`, pydantic's `Field("orders", env="TOPIC")`.
fn looked_up(call: &Call) -> Option<Expression> {
    let text = |index| call.positional(index).and_then(Value::as_text);
    let of_environment = call.callee.to_ascii_lowercase().contains("env");
    if of_environment {
        let default = text(1).or_else(|| call.named("default")?.as_text());
        return Some(Expression::Environment {
            name: text(0)?.to_owned(),
            default: default.map(ToOwned::to_owned),
        });
    }
    match call.method() {
        "get"
        | "getString"
        | "getProperty"
        | "getRequiredProperty"
        | "GetString"
        | "get_string"
        | "getOrThrow" => Some(placeholder(text(0)?, text(1))),
        // Faust's `app.topic("orders", value_type=Order)` stands for the topic.
        "topic" => Some(Expression::Text(text(0)?.to_owned())),
        "Field" => {
            let default = text(0).or_else(|| call.named("default")?.as_text())?;
            let variable = call.named("env").and_then(Value::as_text);
            Some(match variable {
                Some(name) => {
                    Expression::Environment { name: name.to_owned(), default: Some(default.to_owned()) }
                }
                None => Expression::Text(default.to_owned()),
            })
        }
        _ => None,
    }
}

/// The variable in `process.env.TOPIC`, `process.env["TOPIC"]`, `os.environ["TOPIC"]`.
fn environment_name(name: &str) -> Option<String> {
    let rest = name.strip_prefix("process.env").or_else(|| name.strip_prefix("os.environ"))?;
    let variable = rest.trim_start_matches('.').trim_matches(['[', ']', '"', '\'']);
    let plain = !variable.is_empty() && variable.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    plain.then(|| variable.to_owned())
}

#[cfg(test)]
mod tests {
    use syntax::source::{self, Language};

    use super::*;

    fn read(language: Language, text: &str, callee: &str, place: &str) -> Vec<Expression> {
        let (outline, _) = source::read(language, text);
        let call = outline.calls.iter().find(|call| call.method() == callee).unwrap();
        Reader::of(&outline).topics(&call.arguments, place, call.function)
    }

    fn text(text: &str) -> Expression {
        Expression::Text(text.to_owned())
    }

    fn environment(name: &str, default: Option<&str>) -> Expression {
        Expression::Environment { name: name.to_owned(), default: default.map(ToOwned::to_owned) }
    }

    #[test]
    fn names_are_followed_inside_the_file() {
        let java =
            "class A { static final String T = \"orders\"; void f() { c.subscribe(List.of(T, \"b\")); } }";
        assert_eq!(read(Language::Java, java, "subscribe", "0"), [text("orders"), text("b")]);
        let go = "package a\nconst t = \"orders\"\nfunc f() { c.SubscribeTopics([]string{t, \"b\"}, nil) }\n";
        assert_eq!(read(Language::Go, go, "SubscribeTopics", "0"), [text("orders"), text("b")]);
        let node = "const t = 'orders'; c.subscribe({ topics: [t, 'b'] })";
        assert_eq!(
            read(Language::TypeScript, node, "subscribe", "topic|topics"),
            [text("orders"), text("b")]
        );
    }

    #[test]
    fn the_environment_is_seen_with_its_default() {
        let python = "T = os.getenv(\"TOPIC\", \"orders\")\np.send(T, b'')\n";
        assert_eq!(read(Language::Python, python, "send", "0"), [environment("TOPIC", Some("orders"))]);
        let python = "p.send(os.environ[\"TOPIC\"], b'')\n";
        assert_eq!(read(Language::Python, python, "send", "0"), [environment("TOPIC", None)]);
        let node = "p.send({ topic: process.env.TOPIC || 'orders' })";
        assert_eq!(read(Language::JavaScript, node, "send", "topic"), [environment("TOPIC", Some("orders"))]);
        let go = "package a\nfunc f() { c.send(os.Getenv(\"TOPIC\")) }\n";
        assert_eq!(read(Language::Go, go, "send", "0"), [environment("TOPIC", None)]);
    }

    #[test]
    fn injected_settings_are_placeholders() {
        let java =
            "class A { @Value(\"${app.topic}\") private String topic; void f() { t.send(topic, x); } }";
        assert_eq!(read(Language::Java, java, "send", "0"), [text("${app.topic}")]);
        let java = "class A { @ConfigProperty(name = \"app.topic\", defaultValue = \"o\") String topic; void f() { t.send(topic, x); } }";
        assert_eq!(read(Language::Java, java, "send", "0"), [text("${app.topic:o}")]);
        let node = "c.subscribe({ topic: this.config.get('KAFKA_TOPIC') })";
        assert_eq!(read(Language::TypeScript, node, "subscribe", "topic"), [text("${KAFKA_TOPIC}")]);
    }

    #[test]
    fn names_that_lead_back_to_themselves_end() {
        for text in [
            "a = a or b\np.send(a, x)\n",
            "a = b or 'x'\nb = a or c\np.send(a, x)\n",
            "a = [a, a, a]\np.send(a, x)\n",
        ] {
            let read = read(Language::Python, text, "send", "0");
            assert!(read.len() <= TOPICS_MAX, "{text}");
        }
    }

    #[test]
    fn what_another_file_binds_stays_a_name_and_what_nothing_tells_is_other() {
        let java = "class A { void f() { t.send(Topics.ORDERS, x); } }";
        assert_eq!(read(Language::Java, java, "send", "0"), [Expression::Name("Topics.ORDERS".to_owned())]);
        let java = "class A { void f() { t.send(props.getTopic(), x); } }";
        assert_eq!(read(Language::Java, java, "send", "0"), [Expression::Name("props.getTopic".to_owned())]);
        let python = "p.send(f\"orders-{region}\", b'')\n";
        assert_eq!(read(Language::Python, python, "send", "0"), [Expression::Other]);
    }
}
