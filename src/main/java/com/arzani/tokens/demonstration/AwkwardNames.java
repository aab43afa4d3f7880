package com.arzani.tokens.demonstration;

/// Names as customers really type them: right to left, invisible characters, formulas, quotes, wildcards, no end.
/// Screens, searches and exports meet them from the first day.
final class AwkwardNames {
    static final String[][] PEOPLE = {
        {"نادية", "الحكيمي"},
        {"נועה", "בן-שחר"},
        {"Zo\u200Bë", "Fair\u200Cweather"},
        {"=HYPERLINK(\"http://example.com\";\"Click\")", "Formula"},
        {"Siobhán", "O'Shaughnessy-d'Arcy"},
        {"100%", "Percent"},
        {"under_score", "back\\slash"},
        {"<b>Bold</b>", "&amp; Sons"},
        {"\u202EtfeL ot thgiR", "Override"},
        {"Robert'); DROP TABLE users;--", "Tables"},
        {
            "Maximiliane-Philippa ".repeat(9).strip(),
            "von und zu Hohenlangenfels-Oberunterwald ".repeat(4).strip()
        },
        {"李", "小龙虾"},
        {"Ünïcödé", "Ñandú"},
        {"+44", "@SUM(A1:A9)"},
        {"🍀 Lucky", "Clover"},
        {"e\u0301lodie", "Combining"},
        {"-", "-"},
        {"null", "undefined"}
    };
    static final String[] BUSINESSES = {
        "=HYPERLINK(\"http://example.com\";\"Best bakery\")",
        "مخبز الوردة البيضاء",
        "מאפיית הים 24/7",
        "100% Organic_Juice \\ Bar",
        "Grandma's \"Good Old\" Tea Rooms & Sons",
        "In\u200Bvisible Ca\u200Dfé",
        "\u202Eyrekab sdrawkcaB",
        "<script>alert('x')</script> Web Studio",
        "The Very Long And Entirely Unabbreviated Company For The Preparation Of Sandwiches "
                .repeat(3)
                .strip(),
        "@cmd|'/c calc'!A1",
        "🍕 Pizza & 🍺",
        "O'Neill; DROP TABLE businesses;--",
        "Tab\tand\nline feed Ltd"
    };

    private AwkwardNames() {}
}
