//! Pieces of the formats, which mutations are made of: what opens, closes, parts and names something.

#[rustfmt::skip]
pub(super) const JSON: &[&str] = &[
    "{", "}", "[", "]", ":", ",", "\"", "\\u0000", "\\ud800", "\\", "//", "/*", "*/", "null", "true",
    "1e999", "-0", "0x1F", "'", "{\"a\":", "[[", "1,", "\u{feff}", "NaN", "\n", "99999999999999999999",
];

#[rustfmt::skip]
pub(super) const YAML: &[&str] = &[
    "- ", ": ", "? ", "&a ", "*a", "<<: *a\n", "<<: [*a, *a]\n", "---\n", "...\n", "|\n", "|2-\n", ">+\n",
    "!!str ", "!a ", "%YAML 1.2\n", "{", "}", "[", "]", ", ", "\"", "'", "#", "\n  ", "\n", "\t", "a: ",
    "{{ x }}", "~", "0x1F", "0o17", ".inf", "1e999", "\\x", "\r\n", "\u{feff}", "\u{2028}", "&a [*a, *a]",
    "- - ", "@", "`",
];

#[rustfmt::skip]
pub(super) const TOML: &[&str] = &[
    "[", "]", "[[", "]]", "=", "{", "}", ",", "\"", "\"\"\"", "'''", "'", "\\u00e9", "\\", "#", "\n",
    "a = ", "a.b.", "[a]\n", "[[a]]\n", "1979-05-27T07:32:00Z", "inf", "nan", "0b1", "0x_", "1e9", "true",
    "\r\n", "[a.b]\n",
];

#[rustfmt::skip]
pub(super) const POM: &[&str] = &[
    "<", ">", "</", "/>", "<!--", "-->", "<![CDATA[", "]]>", "<?xml version=\"1.0\"?>", "<!DOCTYPE a [",
    "]>", "<!ENTITY a \"&b;&b;\">", "<!ENTITY b SYSTEM \"file:///etc/passwd\">", "&a;", "&lt;", "&#0;",
    "&#x10FFFF;", "<project>", "</project>", "<parent>", "</parent>", "<dependencies>", "</dependencies>",
    "<dependency>", "</dependency>", "<groupId>", "</groupId>", "<artifactId>", "</artifactId>",
    "<properties>", "</properties>", "<a>", "</a>", "<profiles><profile>", "<build><plugins><plugin>",
    "<modules><module>", "${a}", "${", "}", "${project.version}", "xmlns=\"x\"", "a:b", "\n", "\u{feff}",
    "<x:a xmlns:x=\"\">",
];

#[rustfmt::skip]
pub(super) const GRADLE: &[&str] = &[
    "dependencies {\n", "implementation ", "api(", "'g:a:1'", "\"g:a:$v\"", "${", "$v", "}", "{", "\n",
    "plugins {", "id 'a'", "id(\"a\") version \"1\" apply false", "project(':a')", "platform(", "libs.a.b",
    "ext {", "ext.v = ", "def v = ", "val v by extra(", "include ':a'", "rootProject.name = ", "'''",
    "\"\"\"", "$/", "/$", "if (", "} else {", "group: 'g', name: 'a'",
    "project(\":a\").projectDir = file(\"b\")", "apply plugin: 'a'", "apply from: 'a.gradle'",
    "subprojects {", "configure(", "->", "it.", "?.", "?:", "..", "exclude ", "buildscript {",
    "application {", "mainClass.set(", "tasks.named('a') {", "[", "]", ": ", "as ", "in ", "+=",
    "kotlin(\"jvm\")", "~/", "*.",
];

#[rustfmt::skip]
pub(super) const SBT: &[&str] = &[
    "lazy val a = (project in file(\"a\"))\n", ".settings(\n", ".dependsOn(", ".aggregate(",
    "libraryDependencies += ", "libraryDependencies ++= Seq(\n", "\"g\" %% \"a\" % \"1\"", " % Test",
    "val v = ", "def f(x: Int) = ", "name := ", "object A {\n", "}\n", "import A._\n", "enablePlugins(",
    "ThisBuild / ", "Seq(", ".map(", ".flatMap(", " ++ ", "_", "=>", "s\"$v\"", "s\"${", "\"test->test\"",
    "inThisBuild(", "mainClass := Some(", "new ", "\n\n", "lazy val a = a\n",
];

#[rustfmt::skip]
pub(super) const REQUIREMENTS: &[&str] = &[
    "-r ", "-c ", "-e ", "--hash=sha256:", "--index-url ", "==", ">=", "~=", "===", "!=", ",", ";", "[",
    "]", "(", ")", " @ ", "git+https://x/y@z#egg=a", "file:///", "${A}", "\\\n", "#", " #", "\n", "\r\n",
    "python_version < '3'", " and ", " or ", " in ", "'", "\"", "extra == 'a'", "a", "1.*", "\u{feff}",
    "\u{a0}", "--", "\r", "é",
];

#[rustfmt::skip]
pub(super) const GO_MOD: &[&str] = &[
    "module ", "go 1.22\n", "require (\n", "require ", ")\n", "(", "replace ", " => ", "exclude ",
    "retract [v1, v2]\n", "// indirect", "//", "/*", "*/", "v1.2.3", "\"", "`", "use ", "./a", "\n",
    "toolchain ", "tool ", "\\", "godebug ",
];

#[rustfmt::skip]
pub(super) const DOCKERFILE: &[&str] = &[
    "FROM ", " AS a\n", "ARG A=b\n", "ENV A=b C=\"d\"\n", "ENV A b\n", "RUN ", "CMD [\"a\"]\n",
    "ENTRYPOINT ", "COPY ", "--from=a ", "--mount=type=bind ", "<<EOF\n", "<<-\"A\"\n", "EOF\n", "\\\n",
    "`\n", "# escape=`\n", "# syntax=a\n", "#", "\n", "${A:-", "}", "$A", "\"", "'", "[", "]", ",",
    "ONBUILD ", "SHELL [\"a\"]\n", "\r\n", "\t", "&& ",
];

#[rustfmt::skip]
pub(super) const PROPERTIES: &[&str] = &[
    "=", ":", " ", "\\\n", "\\", "\\u00e9", "\\u", "\\uD800", "#", "!", "\n", "\r", "\r\n", "a=b\n", "\t",
    "\u{c}", "${a}", "é",
];

#[rustfmt::skip]
pub(super) const SHELL: &[&str] = &[
    "$(", ")", "`", "\"", "'", "$'", "\\", "\\\n", "${A:-", "}", "$((", "))", "<<EOF\n", "<<-'E'\n",
    "EOF\n", "<<<", "|", "||", "&&", "&", ";", ";;", "(", "{ ", "if ", "then ", "fi\n", "case a in\n",
    "esac\n", "for a in ", "do ", "done\n", "function a ", "() {", "export ", "A=b ", "A=(", "A+=b", "env ",
    "exec ", "> ", "2>&1", "#", "\n", "[[ ", "]]", "web: ", "declare -x ", "eval ", "\r\n",
];

#[rustfmt::skip]
pub(super) const MARKDOWN: &[&str] = &[
    "# ", "## ", "#", "\n", "===\n", "---\n", "```\n", "~~~~\n", "<!--", "-->", "    ", "\t", "- ", "> ",
    "`", "[a](b)", "...\n", "\r\n", "|", "\r", "\u{a0}", "é",
];

pub(super) const TEXT: &[&str] =
    &["\n", "\r", "\r\n", "é", "😀", "\u{feff}", "\u{2028}", "\u{fffd}", "a", "\t", "\u{202e}"];

#[rustfmt::skip]
pub(super) const DECODE: &[&str] = &[
    "name: ", "count: ", "ratio: ", "kinds:\n", "- plain\n", "- with: 1\n", "- of: {file: a, line: 1}\n",
    "rules:\n", "  a:\n", "pair: [1, true]\n", "nam: ", "256", "-1", "1.5", "null",
];

#[rustfmt::skip]
pub(super) const CODE: &[&str] = &[
    "(", ")", "{", "}", "[", "]", "<", ">", "\"", "'", "`", "\\", "\\u{110000}", "\\uD800", "\\x", "//",
    "/*", "*/", ";", ",", ".", ":", "=", "->", "=>", "@", "?", "!", "&", "+", "\n", "\r\n", "  ", "a", "f(",
    "\"a\"", "\u{202e}", "é", "\u{feff}", "0x", "1e9", " + ",
];

#[rustfmt::skip]
pub(super) const JAVA: &[&str] = &[
    "import a.b.C;\n", "import static a.B.*;\n", "package a;\n", "class A {\n", "interface ",
    "record R(int a) {}", "enum E { A }", "@A(b = \"c\")", "public static void main(String[] a) ",
    "new A<>(", "\"\"\"\n", " -> ", "::", "switch (a) { case ", "final String T = ", "try (", "} catch (",
    "instanceof ", "A<B<C>>",
];

#[rustfmt::skip]
pub(super) const KOTLIN: &[&str] = &[
    "import a.b.*\n", "package a\n", "class A(val b: C) {\n", "object O {\n", "companion object {",
    "fun f() = ", "fun main() {\n", "val t = ", "const val T = ", "@A(b = [\"c\"])", "\"$a\"", "\"${",
    "\"\"\"", "listOf(", "mapOf(", " to ", "?.let { ", "when (a) {", " by ", "it", "@file:A", "!!",
    "a.b<C>(", "$$\"",
];

#[rustfmt::skip]
pub(super) const SCALA: &[&str] = &[
    "import a.{B => C, _}\n", "package a\n", "object A extends App {\n", "case class A(b: C)\n", "trait ",
    "def f(a: B): C = ", "val t = ", "s\"$a\"", "s\"${", "\"\"\"", "=> ", "match {\n  case ", "given ",
    "using ", "extension (a: B)\n", "@main ", "for { a <- ", "yield ", "_.", "end A\n",
];

#[rustfmt::skip]
pub(super) const PYTHON: &[&str] = &[
    "import a.b as c\n", "from a import (b, c)\n", "from . import *\n", "def f(a, *b, **c):\n",
    "class A(B):\n", "    ", "\t", "@a.b(c)\n", "if __name__ == \"__main__\":\n", "lambda a: ", "f\"{a}\"",
    "f\"{", "\"\"\"", "rb'", "os.environ[\"A\"]", "os.getenv(", "async ", "await ", "return {", "for a in ",
    "match a:\n", ":=", "**", "\\\n", "with a as b:\n", "yield ",
];

#[rustfmt::skip]
pub(super) const GO: &[&str] = &[
    "package a\n", "import (\n", "import a \"b\"\n", "func main() {\n", "func (a *B) f() (c, d) {\n",
    "type A struct {\n", "type A[T any] ", "const a = ", "var a = ", "a := ", "&A{", "B: ", "`a`",
    "map[string]", "[]string{", "go func() {", "defer ", "<-", "chan ", "...", "switch a.(type) {", "case ",
    "select {",
];

#[rustfmt::skip]
pub(super) const SCRIPT: &[&str] = &[
    "import a, { b as c } from 'd';\n", "import * as a from 'b';\n", "require('a')", "import('a')",
    "export default ", "export const a = ", "const { a, ...b } = ", "class A extends B {\n",
    "function f(a = 1) {\n", "=> {", "async ", "await ", "`a${", "`", "${", "new A(", "process.env.A", "??",
    "||", "?.", "@A({ b: 'c' })\n", "interface A { b: C }\n", "type A<B> = ", "enum E { A = 'b' }\n",
    " as const", "<A>", "</A>", "<A b={", "/>", "/a/g", "yield* ", "...", "satisfies ", "abstract ",
    "#!/usr/bin/env node\n",
];
