//! What holds of all poms.

use proptest::prelude::*;

use super::*;
use crate::{
    edit::testing::{dressed, inserted},
    pom::Pom,
    testing::damaged,
};

/// Containers as people leave them, in any order and with any indent.
fn poms() -> impl Strategy<Value = String> {
    let comment = "<!-- </project> <dependencies> -->";
    let other = "<dependency><groupId>g</groupId><artifactId>a</artifactId></dependency>";
    let parts = vec![
        "<properties>\n@@<a>b</a>\n@</properties>".to_owned(),
        "<properties></properties>".to_owned(),
        format!("<dependencies>\n@@{other} {comment}\n@@{comment}\n\n@</dependencies>"),
        format!("<dependencies>{other}</dependencies >"),
        "<dependencies>\n@</dependencies>".to_owned(),
        format!("<dependencyManagement>\n@@<dependencies>{other}</dependencies>\n@</dependencyManagement>"),
        format!(
            "<build><plugins>\n@@<plugin><artifactId>maven-dependency-plugin</artifactId>{comment}</plugin></plugins></build>"
        ),
        "<build a='>'>\n\n@</build>".to_owned(),
        format!("<profiles><profile><id>x</id><dependencies>{other}</dependencies></profile></profiles>"),
        comment.to_owned(),
        "<name><![CDATA[<dependencies>]]></name> <!-- x -->".to_owned(),
        "<version>1</version>\n".to_owned(),
    ];
    let step = prop_oneof![Just("  "), Just("    "), Just("\t"), Just(" "), Just("")];
    let parted = prop_oneof![4 => Just("\n@"), 1 => Just("\n\n@"), 1 => Just(" "), 1 => Just("")];
    let chosen = proptest::sample::subsequence(parts, 0..12).prop_shuffle();
    (chosen, step, parted, prop_oneof![Just("\n"), Just("")]).prop_map(|(parts, step, parted, last)| {
        let inner: String = parts.iter().map(|part| format!("{parted}{part}")).collect();
        format!("<project>{inner}{last}</project>\n").replace('@', step)
    })
}

fn wanted() -> impl Strategy<Value = Vec<Element>> {
    proptest::sample::subsequence(vec![dependency(), managed(), property(), plugin()], 1..4)
}

fn goals(pom: &Pom) -> usize {
    pom.plugins.iter().flat_map(|plugin| &plugin.goals).count()
}

proptest! {
    #[test]
    fn elements_are_inserted_once_and_nothing_else_changes(text in dressed(poms()), elements in wanted()) {
        if let Some(after) = inserted(&text, |text| insert(text, &elements)) {
            let (before, _) = read(&text);
            let (pom, errors) = read(&after);
            let (before, pom) = (before.unwrap(), pom.unwrap());
            prop_assert_eq!(errors, []);
            let asked = |element: &Element| usize::from(elements.contains(element));
            prop_assert_eq!(pom.dependencies.len(), before.dependencies.len() + asked(&dependency()));
            prop_assert_eq!(pom.managed.len(), before.managed.len() + asked(&managed()));
            prop_assert_eq!(pom.properties.len(), before.properties.len() + asked(&property()));
            prop_assert_eq!(goals(&pom), goals(&before) + asked(&plugin()));
        } else {
            let refusal = refused(&text, &elements);
            prop_assert!(refusal.why.contains("more than one"), "{}", refusal.why);
        }
    }

    #[test]
    fn damaged_poms_are_edited_or_refused_without_panic(text in damaged(
        "<project>\n  <properties><a>b</a></properties>\n  <dependencies/>\n  <build>\n  </build>\n</project>\n",
        &["<", ">", "</", "/>", "&", "<!--", "-->", "<![CDATA[", "]]>", "\"", "=", "<dependencies>", "\r\n", "é"],
    )) {
        kept(&text, |text| insert(text, &[dependency(), plugin(), property(), managed()]));
    }
}
