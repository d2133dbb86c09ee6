mod any;
mod go;
mod java;
mod javascript;
mod kotlin;
mod python;
mod scala;
mod typescript;

use proptest::prelude::*;

use super::{BindingKind, Language, Outline, Target, Value, read};

const JAVA: &str = r#"package shop;
import org.apache.kafka.clients.producer.*;
import static a.B.c;
@RestController
class App {
  // new Hidden();
  private static final String TOPIC = "or" + "ders";
  private final KafkaTemplate<String, String> template;
  @KafkaListener(topics = {"a", TOPIC}) void on(Event event) {
    this.template.send(TOPIC, event);
    new KafkaProducer<String, String>(props);
  }
}
"#;

const KOTLIN: &str = r#"package shop
import a.b.C as D
import a.kafka.*
@Service
class App(private val template: KafkaTemplate<String, String>) : Base() {
    val topic = "orders"
    @KafkaListener(topics = ["a", "b"])
    fun on(event: Event?) { template.send(topic, "x$event") /* hidden() */ }
}
"#;

const SCALA: &str = r#"package shop
import a.b.{C => D, E}
import a.kafka._
@Service
class App(template: KafkaTemplate[String, String]) extends Base with Shop {
  val topic = "orders"
  @KafkaListener(topics = Array("a", "b"))
  def on(event: Event)(implicit ec: Context): Unit = {
    template.send(topic, s"x$event-${event.id}") /* hidden() */
    new KafkaProducer[String, String](props) { val a = 1 }
    stream map (_.value) to sink
  }
}
object Main extends App { for { x <- Seq(1) } yield x match { case 1 => run("a" -> x) } }
"#;

const PYTHON: &str = r#"
from confluent_kafka import Producer as P, Consumer
import a.b as c
class App:
    def __init__(self, client: Optional[Client] = None):
        self.producer = P({"bootstrap.servers": "x", **more})
    @app.get("/orders")
    async def orders(self):
        """hidden()"""
        await self.producer.send(topic="orders", value=f"a{x}")  # hidden()
if __name__ == "__main__":
    main()
"#;

const GO: &str = r#"package main

import (
	"fmt"
	kafka "github.com/segmentio/kafka-go"
)

type App struct {
	*Base
	writer *kafka.Writer
}

func (a *App) Run(ctx context.Context) error {
	w := &kafka.Writer{Topic: "orders", Balancer: &kafka.LeastBytes{}}
	// hidden()
	return otel.GetTextMapPropagator().Inject(ctx, w)
}
"#;

const TYPESCRIPT: &str = r#"
import { Kafka, logLevel as level } from "kafkajs";
import express from 'express';
import type { Hidden } from "types";
const { trace } = require("@opentelemetry/api");
@Controller("orders")
export class App extends Base implements Shop {
  constructor(private readonly client: ClientKafka) {}
  @EventPattern('orders.created')
  async on(event: Event): Promise<void> {
    const producer = new Kafka({ brokers: ["a"], level }).producer();
    await producer.send({ topic: `orders`, messages: [] }); // hidden()
  }
}
"#;

fn outline(language: Language, text: &str) -> Outline {
    let (outline, errors) = read(language, text);
    assert_eq!(errors, [], "{language:?}");
    outline
}

fn callees(outline: &Outline) -> Vec<&str> {
    outline.calls.iter().map(|call| call.callee.as_str()).collect()
}

fn imports(outline: &Outline) -> Vec<String> {
    let shown = |import: &super::Import| {
        let names: Vec<String> = import
            .names
            .iter()
            .map(|taken| format!("{}>{}", taken.name, taken.alias.as_deref().unwrap_or("")))
            .collect();
        let star = if import.wildcard { "*" } else { "" };
        format!("{}{star} {} [{}]", import.path, import.alias.as_deref().unwrap_or("-"), names.join(","))
    };
    outline.imports.iter().map(shown).collect()
}

fn functions(outline: &Outline) -> Vec<(&str, Option<&str>)> {
    outline.functions.iter().map(|of| (of.name.value.as_str(), of.owner.as_deref())).collect()
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

fn name(name: &str) -> Value {
    Value::Name(name.into())
}

fn binding<'o>(outline: &'o Outline, name: &str) -> &'o super::Binding {
    outline.bindings.iter().find(|binding| binding.name == name).unwrap()
}

#[test]
fn java_is_outlined() {
    let outline = outline(Language::Java, JAVA);
    assert_eq!(outline.package.as_ref().unwrap().value, "shop");
    assert_eq!(imports(&outline), ["org.apache.kafka.clients.producer* - []", "a.B.c - []"]);
    assert_eq!(callees(&outline), ["this.template.send", "KafkaProducer"]);
    assert_eq!(binding(&outline, "TOPIC").value, Some(Value::Text("orders".into())));
    assert_eq!(binding(&outline, "template").type_name.as_deref(), Some("KafkaTemplate"));
    let listener = &outline.annotations[1];
    assert_eq!((listener.name.as_str(), &listener.target), ("KafkaListener", &Target::Function(0)));
    let topics = Value::List(vec![Value::Text("a".into()), Value::Name("TOPIC".into())]);
    assert_eq!(listener.arguments[0].value, topics);
}

#[test]
fn kotlin_is_outlined() {
    let outline = outline(Language::Kotlin, KOTLIN);
    assert_eq!(imports(&outline), ["a.b.C D []", "a.kafka* - []"]);
    assert!(callees(&outline).contains(&"template.send"), "{:?}", callees(&outline));
    assert!(!callees(&outline).contains(&"hidden"));
    let template = binding(&outline, "template");
    assert_eq!((template.kind, template.type_name.as_deref()), (BindingKind::Field, Some("KafkaTemplate")));
    let listener = outline.annotations.iter().find(|found| found.name == "KafkaListener").unwrap();
    assert_eq!(listener.arguments[0].name.as_deref(), Some("topics"));
    assert_eq!(
        listener.arguments[0].value,
        Value::List(vec![Value::Text("a".into()), Value::Text("b".into())])
    );
}

#[test]
fn python_is_outlined() {
    let outline = outline(Language::Python, PYTHON);
    assert_eq!(imports(&outline), ["confluent_kafka - [Producer>P,Consumer>]", "a.b c []"]);
    assert_eq!(callees(&outline), ["P", "self.producer.send", "main"]);
    assert_eq!(binding(&outline, "self.producer").value, Some(Value::Call("P".into())));
    assert_eq!(binding(&outline, "client").type_name.as_deref(), Some("Client"));
    assert_eq!(outline.annotations[0].name, "app.get");
    let send = &outline.calls[1];
    assert_eq!(send.named("topic"), Some(&Value::Text("orders".into())));
    assert_eq!(send.named("value"), Some(&Value::Template("a{}".into())));
    assert_eq!(outline.starts.len(), 1);
}

#[test]
fn go_is_outlined() {
    let outline = outline(Language::Go, GO);
    assert_eq!(imports(&outline), ["fmt - []", "github.com/segmentio/kafka-go kafka []"]);
    assert_eq!(
        callees(&outline),
        [
            "kafka.Writer",
            "kafka.LeastBytes",
            "otel.GetTextMapPropagator().Inject",
            "otel.GetTextMapPropagator"
        ]
    );
    assert_eq!(outline.calls[0].named("Topic"), Some(&Value::Text("orders".into())));
    assert_eq!(binding(&outline, "writer").type_name.as_deref(), Some("kafka.Writer"));
    assert_eq!(outline.types[0].supertypes, ["Base"]);
    assert_eq!(outline.functions[0].owner.as_deref(), Some("App"));
}

#[test]
fn typescript_is_outlined() {
    let outline = outline(Language::TypeScript, TYPESCRIPT);
    assert_eq!(
        imports(&outline),
        [
            "kafkajs - [Kafka>,logLevel>level]",
            "express - [default>express]",
            "types - [Hidden>]",
            "@opentelemetry/api - [trace>]"
        ]
    );
    assert!(outline.imports[2].type_only);
    let found = callees(&outline);
    assert!(found.contains(&"producer.send") && found.contains(&"Kafka"), "{found:?}");
    assert!(!found.contains(&"hidden"));
    assert_eq!(binding(&outline, "client").type_name.as_deref(), Some("ClientKafka"));
    let pattern = outline.annotations.iter().find(|found| found.name == "EventPattern").unwrap();
    assert!(matches!(pattern.target, Target::Function(_)), "{pattern:?}");
    assert_eq!(outline.types[0].supertypes, ["Base", "Shop"]);
}

#[test]
fn every_way_to_require_a_module_is_an_import() {
    let text = "const a = require('x');\nconst { b, c: d } = require('y');\nconst E = require('z').F;\nrequire('w').init();\nconst g = await import('v');\n";
    let outline = outline(Language::JavaScript, text);
    assert_eq!(imports(&outline), ["x a []", "y - [b>,c>d]", "z - [F>E]", "w - []", "v g []"]);
}

#[test]
fn what_stands_around_a_mistake_is_read() {
    for (language, sample) in [(Language::Java, JAVA), (Language::Go, GO), (Language::Python, PYTHON)] {
        let (outline, errors) = read(language, &format!("{sample}\n)) ]] {{{{ = =\n"));
        assert!(!errors.is_empty() && errors.len() <= 8, "{language:?}");
        assert!(!outline.calls.is_empty(), "{language:?}");
    }
}

#[test]
fn hostile_texts_cost_bounded_time() {
    for language in Language::ALL {
        for text in ["(".repeat(3_000), "a.b().".repeat(3_000), "[{".repeat(20_000), "!".repeat(9_000)] {
            let _ = read(language, &text);
        }
    }
    assert!(!read(Language::Java, &" ".repeat(super::MAX_TEXT + 1)).1.is_empty());
}

proptest! {
    #[test]
    fn cut_and_mangled_code_is_read_and_spans_lie_in_it(
        sample in prop::sample::select(vec![JAVA, KOTLIN, SCALA, PYTHON, GO, TYPESCRIPT]),
        cut in 0usize..900,
        noise in "[ -~é\\n]{0,12}",
    ) {
        let cut = sample.floor_char_boundary(cut.min(sample.len()));
        let text = format!("{}{noise}{}", &sample[..cut], &sample[cut..]);
        for language in Language::ALL {
            let (outline, _) = read(language, &text);
            let calls = outline.calls.iter().map(|call| call.span);
            let bindings = outline.bindings.iter().map(|binding| binding.span);
            for span in calls.chain(bindings).chain(outline.imports.iter().map(|import| import.span)) {
                prop_assert!(text.get(span.range()).is_some(), "{language:?} {span:?}");
            }
        }
    }
}
