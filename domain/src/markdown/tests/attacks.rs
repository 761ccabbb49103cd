use super::{comment, post};

/// What must never come out as markup, whatever went in.
fn is_harmless(html: &str) -> Result<(), String> {
    let lower = html.to_ascii_lowercase();
    // Text is escaped, so each `<` begins a tag, and each tag ends at its `>`.
    for tag in lower.split('<').skip(1).filter_map(|rest| rest.split_once('>')).map(|(tag, _)| tag) {
        let name: String = tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        if [
            "script", "style", "svg", "math", "iframe", "object", "embed", "form", "base", "meta", "link", "template",
            "noscript", "textarea", "button", "select",
        ]
        .contains(&name.as_str())
        {
            return Err(format!("element {name}"));
        }
        let attributes = tag.split_once(' ').map_or("", |(_, attributes)| attributes);
        for attribute in attributes.split("\" ").filter_map(|attribute| attribute.split_once("=\"")) {
            let (name, value) = (attribute.0.trim(), attribute.1.trim());
            if name.starts_with("on") || ["style", "srcdoc", "target", "formaction", "srcset", "action"].contains(&name)
            {
                return Err(format!("attribute {name}"));
            }
            if ["href", "src", "poster", "cite"].contains(&name)
                && ["javascript:", "data:", "vbscript:", "blob:", "file:"]
                    .iter()
                    .any(|scheme| value.starts_with(scheme))
            {
                return Err(format!("address {value}"));
            }
        }
    }
    Ok(())
}

const ATTACKS: &[&str] = &[
    "<script>alert(1)</script>",
    "a <script src=//evil.example></script> b",
    "<SCRIPT\n>alert(1)</SCRIPT\n>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src=x OnErRoR = 'alert(1)'>",
    "<img/src=x/onerror=alert(1)>",
    "<img \"\"\"><script>alert(1)</script>\">",
    "<p style=\"background:url(javascript:alert(1))\">x</p>",
    "<style>*{display:none}</style>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<a href=\"JaVaScRiPt:alert(1)\">x</a>",
    "<a href=\"java&#10;script:alert(1)\">x</a>",
    "<a href=\"java&Tab;script&colon;alert(1)\">x</a>",
    "<a href=\" &#1; javascript:alert(1)\">x</a>",
    "<a href=\"&#106;&#97;vascript:alert(1)\">x</a>",
    "<a href=\"data:text/html;base64,PHNjcmlwdD4=\">x</a>",
    "<a href=\"x\" target=_blank onclick=alert(1)>x</a>",
    "[x](javascript:alert(1))",
    "[x](<java\tscript:alert(1)>)",
    "[x](javascript&colon;alert(1))",
    "[x](JAVASCRIPT:alert(1) \"t\")",
    "[x](vbscript:x) [y](data:text/html,x) [z](file:///etc/passwd)",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    "![x\" onerror=\"alert(1)](y \"t\\\" onload=\\\"alert(1)\")",
    "[x]: javascript:alert(1)\n\n[x]",
    "<svg><script>alert(1)</script></svg>",
    "<svg onload=alert(1)>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<math><mi xlink:href=\"javascript:alert(1)\">x</mi></math>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<textarea><img title=\"</textarea><img src=x onerror=alert(1)>\"></textarea>",
    "<template><script>alert(1)</script></template>",
    "<iframe src=\"javascript:alert(1)\"></iframe>",
    "<iframe src='x\" onmouseover=\"alert(1)' title='\"><script>alert(1)</script>'></iframe>",
    "<object data=\"javascript:alert(1)\"></object><embed src=x>",
    "<form action=/sign-out method=post><input type=submit name=x><button>y</button></form>",
    "<input type=text name=password onfocus=alert(1) autofocus>",
    "<base href=//evil.example><meta http-equiv=refresh content=0><link rel=stylesheet href=//evil.example>",
    "<details ontoggle=alert(1) open>x</details>",
    "<video src=x onerror=alert(1)><source onerror=alert(1)></video>",
    "<video poster=javascript:alert(1) autoplay></video>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!-- x --!><img src=x onerror=alert(1)>-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<?php <img src=x onerror=alert(1)> ?>",
    "<a title='</a><script>alert(1)</script>'>x</a>",
    "<b><p><table><b></p></table><script>alert(1)</script>",
    "```\"><script>alert(1)</script>\nx\n```",
    "```rust\n</code></pre><script>alert(1)</script>\n```",
    "`<script>alert(1)</script>`",
    "## <script>alert(1)</script> {#x\" onclick=\"alert(1)}",
    "## x {#a onclick=alert(1) .c style=x}",
    "|<script>|\n|-|\n|<img src=x onerror=alert(1)>|",
    "x[^<script>]\n\n[^<script>]: <script>alert(1)</script>",
    "- [x] <script>alert(1)</script>",
    "> [!NOTE]\n> <script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
];

#[test]
fn nothing_runs() {
    for attack in ATTACKS {
        for html in [post(attack), comment(attack)] {
            assert_eq!(is_harmless(&html), Ok(()), "{attack}\n→ {html}");
        }
    }
}

#[test]
fn nothing_runs_wherever_it_stands() {
    for attack in ATTACKS {
        for place in [
            "# {}",
            "> {}",
            "- {}",
            "|a|\n|-|\n|{}|",
            "[{}](/x)",
            "![{}](/x)",
            "*{}*",
            "<div>\n\n{}\n\n</div>",
            "<div>{}</div>",
            "x[^1]\n\n[^1]: {}",
        ] {
            let source = place.replace("{}", attack);
            for html in [post(&source), comment(&source)] {
                assert_eq!(is_harmless(&html), Ok(()), "{source}\n→ {html}");
            }
        }
    }
}

#[test]
fn the_check_itself_notices() {
    for bad in ["<script>", "<img src=\"x\" onerror=\"y\">", "<a href=\"javascript:x\">", "<p style=\"x\">"] {
        assert!(is_harmless(bad).is_err(), "{bad}");
    }
}

#[test]
fn ids_of_the_page_are_not_taken() {
    assert!(post("## Comments\n\n[there](#comments)").contains("<h2 id=\"text-comments\">"));
    assert!(post("## Comments\n\n[there](#comments)").contains("<a href=\"#text-comments\">there</a>"));
    assert!(post("## x {#main}").contains("<h2 id=\"text-main\">"));
    assert!(post("<div id=\"reply\">x</div>").contains("<div id=\"text-reply\">"));
    assert!(post("<a name=\"comment-1\">x</a>").contains("name=\"text-comment-1\""));
    assert!(!post("<p id=\"a b\">x</p>").contains("id="));
    assert!(!post("<img name=\"cookie\" src=\"/x\">").contains("name="));
}

#[test]
fn only_our_classes_and_roles_pass() {
    assert_eq!(
        post("<div class=\"masthead footnotes\" role=\"alert\" tabindex=\"5\">x</div>").trim_end(),
        "<div class=\"footnotes\">x</div>"
    );
}
