package com.arzani.tokens.payments.inbox;

import com.arzani.tokens.problem.Rejected;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads an event's raw bytes token by token, within limits that no event of Stripe's comes near, and builds nothing
/// from
/// them but its names. What Stripe's library would cut, wrap or choke on is refused here (H9).
final class EventReader {
    /// Why an event is kept but waits for a person: text with a NUL, which no column can hold (H5).
    static final String NUL_IN_TEXT = "event_has_nul";

    private static final int DEPTH_MAX = 64;
    private static final int TOKENS_MAX = 50_000;
    private static final int NUMBER_DIGITS_MAX = 40;
    private static final int NAME_CHARS_MAX = 1_000;
    private static final int VERSION_CHARS_MAX = 50;
    private static final Pattern NAME = Pattern.compile("[!-~]{1,255}");
    private static final Set<String> WHOLE = Set.of("created", "fee", "net", "unit_amount");

    private final JsonFactory factory = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH_MAX)
                    .maxTokenCount(TOKENS_MAX)
                    .maxNumberLength(NUMBER_DIGITS_MAX)
                    .maxNameLength(NAME_CHARS_MAX)
                    .build())
            .build();

    /// @param hold why it must wait for a person, if it must
    record Read(StripeEvent event, Optional<String> hold) {}

    /// The bytes as text, if they are UTF-8 without a byte order mark; nothing is replaced or dropped.
    static String text(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            if (text.startsWith("\uFEFF")) {
                throw malformed(null);
            }
            return text;
        } catch (CharacterCodingException notUtf8) {
            throw malformed(notUtf8);
        }
    }

    /// @throws Rejected `event_malformed`
    Read read(String body) {
        Scan scan = new Scan();
        try (JsonParser parser = factory.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw malformed(null);
            }
            int open = 1;
            while (open > 0) {
                JsonToken token = parser.nextToken();
                if (token == null) {
                    throw malformed(null);
                }
                open += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                scan.look(parser, token);
            }
            if (parser.nextToken() != null) {
                throw malformed(null);
            }
        } catch (IOException notJson) {
            throw malformed(notJson);
        }
        return new Read(scan.event(), scan.nul ? Optional.of(NUL_IN_TEXT) : Optional.empty());
    }

    private static Rejected malformed(Throwable cause) {
        return new Rejected(cause, "event_malformed");
    }

    /// What is kept while the tokens pass: the values directly in the event, and those directly in its object.
    private static final class Scan {
        private final Map<String, String> own = new HashMap<>();
        private final Map<String, String> object = new HashMap<>();
        private boolean nul;

        void look(JsonParser parser, JsonToken token) throws IOException {
            if (token == JsonToken.FIELD_NAME) {
                nul |= parser.currentName().indexOf('\0') >= 0;
                return;
            }
            if (!token.isScalarValue()) {
                return;
            }
            if (token.isNumeric()) {
                checkNumber(parser, token);
            }
            String value = token == JsonToken.VALUE_NULL ? null : parser.getText();
            nul |= value != null && value.indexOf('\0') >= 0;
            JsonStreamContext place = parser.getParsingContext();
            if (!place.inObject()) {
                return;
            }
            String name = place.getCurrentName();
            if (place.getNestingDepth() == 1 && hasItsKind(name, token)) {
                own.put(name, value);
            } else if (inObject(place) && token == JsonToken.VALUE_STRING) {
                object.put(name, value);
            }
        }

        /// A value of another kind is as good as none.
        private static boolean hasItsKind(String name, JsonToken token) {
            return switch (name) {
                case "livemode" -> token.isBoolean();
                case "created" -> token == JsonToken.VALUE_NUMBER_INT;
                default -> token == JsonToken.VALUE_STRING;
            };
        }

        private static boolean inObject(JsonStreamContext place) {
            return place.getNestingDepth() == 3
                    && "object".equals(place.getParent().getCurrentName())
                    && "data".equals(place.getParent().getParent().getCurrentName());
        }

        /// Whole numbers fit a `long`, and amounts and times are whole numbers.
        private static void checkNumber(JsonParser parser, JsonToken token) throws IOException {
            String name = parser.currentName() == null ? "" : parser.currentName();
            boolean whole = token == JsonToken.VALUE_NUMBER_INT;
            if (whole && parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
                throw malformed(null);
            }
            if (!whole && (WHOLE.contains(name) || name.startsWith("amount"))) {
                throw malformed(null);
            }
            if (parser.getTextLength() > NUMBER_DIGITS_MAX) {
                throw malformed(null);
            }
        }

        StripeEvent event() {
            boolean live = switch (own.getOrDefault("livemode", "")) {
                case "true" -> true;
                case "false" -> false;
                default -> throw malformed(null);
            };
            if (!"event".equals(own.get("object"))) {
                throw malformed(null);
            }
            Optional<String> version = Optional.ofNullable(own.get("api_version"));
            if (version.filter(text -> text.length() > VERSION_CHARS_MAX).isPresent()) {
                throw malformed(null);
            }
            Optional<String> account = Optional.ofNullable(own.get("account"));
            return new StripeEvent(
                    name(own.get("id")),
                    name(own.get("type")),
                    version.map(Scan::name),
                    new StripeEvent.Origin(live, account.map(Scan::name), created()),
                    objectName());
        }

        private Instant created() {
            try {
                return Instant.ofEpochSecond(Integer.parseUnsignedInt(own.getOrDefault("created", "")));
            } catch (NumberFormatException notATime) {
                throw malformed(notATime);
            }
        }

        /// An object without a name that could be one is no reason to refuse the event: it is kept, and waits (H18).
        private Optional<StripeEvent.ObjectName> objectName() {
            String kind = object.getOrDefault("object", "");
            String id = object.getOrDefault("id", "");
            boolean named = NAME.matcher(kind).matches() && NAME.matcher(id).matches();
            return named ? Optional.of(new StripeEvent.ObjectName(kind, id)) : Optional.empty();
        }

        private static String name(String text) {
            if (text == null || !NAME.matcher(text).matches()) {
                throw malformed(null);
            }
            return text;
        }
    }
}
