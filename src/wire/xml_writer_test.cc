#include "wire/xml_writer.h"

#include "wire/testing/xml.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace strongroom::wire {
namespace {

using testing::XmlReader;

std::string xml_text(std::string_view text) {
  Arena arena;
  ArenaText out(arena);
  append_xml_text(out, text);
  return std::string(out.view());
}

/// One element, filled by `fill`.
template <class Fill>
std::string element(Fill fill) {
  Arena arena;
  ArenaText out(arena);
  XmlWriter writer(out);
  writer.begin("E");
  fill(writer);
  writer.end("E");
  return std::string(out.view());
}

TEST(XmlTextTest, EscapesWhatMeansSomethingInXml) {
  EXPECT_EQ(xml_text("a&b<c>d\"e'f"), "a&amp;b&lt;c&gt;d&quot;e&#39;f");
  EXPECT_EQ(xml_text("]]>"), "]]&gt;");
  EXPECT_EQ(xml_text("a\r\n\tb"), "a&#13;\n\tb");
  EXPECT_EQ(xml_text("\u00e4\u20ac\U0001F600"), "\u00e4\u20ac\U0001F600");
}

TEST(XmlTextTest, ShowsWhatXmlCannotCarryAsAReplacement) {
  EXPECT_EQ(xml_text(std::string_view("a\0b\x01\x1f", 5)), "a\uFFFDb\uFFFD\uFFFD");
  EXPECT_EQ(xml_text("\xef\xbf\xbe\xef\xbf\xbf"), "\uFFFD\uFFFD");
  EXPECT_EQ(xml_text("a\xff<\xc3"), "a\uFFFD&lt;\uFFFD");
  EXPECT_EQ(xml_text("\xed\xa0\x80"), "\uFFFD\uFFFD\uFFFD");
}

RC_GTEST_PROP(XmlTextTest, IsWellFormedWhateverTheBytes, (const std::string& bytes)) {
  const std::string xml = element([&](XmlWriter& writer) { writer.text(bytes); });
  const auto read = XmlReader::read(xml);
  RC_ASSERT(read.has_value());
  RC_ASSERT(!is_utf8(bytes) || bytes.size() <= read->text.size());
}

TEST(XmlWriterTest, WritesElementsWithoutWhiteSpace) {
  Arena arena;
  ArenaText out(arena);
  XmlWriter writer(out);
  writer.begin("Get", "Response");
  writer.attribute("xmlns", "urn:\"&");
  writer.begin("A");
  writer.begin("B");
  writer.end("B");
  writer.text("t");
  writer.end("A");
  writer.end("Get", "Response");
  EXPECT_EQ(out.view(), "<GetResponse xmlns=\"urn:&quot;&amp;\"><A><B/>t</A></GetResponse>");
}

TEST(XmlWriterTest, WritesEveryKindOfContent) {
  EXPECT_EQ(element([](XmlWriter& w) { w.number(-42); }), "<E>-42</E>");
  EXPECT_EQ(element([](XmlWriter& w) { w.boolean(true); }), "<E>true</E>");
  EXPECT_EQ(element([](XmlWriter& w) { w.boolean(false); }), "<E>false</E>");
  EXPECT_EQ(element([](XmlWriter& w) { w.base64(bytes_of("hi")); }), "<E>aGk=</E>");
  EXPECT_EQ(element([](XmlWriter& w) { w.time(timestamp_of(1768478400000)); }),
            "<E>2026-01-15T12:00:00Z</E>");
}

TEST(XmlWriterTest, WritesAnElementWithoutContentInOneTag) {
  EXPECT_EQ(element([](XmlWriter&) {}), "<E/>");
  EXPECT_EQ(element([](XmlWriter& w) { w.text(""); }), "<E/>");
  EXPECT_EQ(element([](XmlWriter& w) { w.percent_encoded(""); }), "<E/>");
  EXPECT_EQ(element([](XmlWriter& w) { w.base64({}); }), "<E/>");
}

TEST(XmlWriterTest, EncodesDocumentsInPercent) {
  EXPECT_EQ(element([](XmlWriter& w) { w.percent_encoded("{\"A\": \"%3A\u00e4\"}\r\n"); }),
            "<E>%7B%22A%22%3A%20%22%253A%C3%A4%22%7D%0D%0A</E>");
  EXPECT_EQ(element([](XmlWriter& w) { w.percent_encoded("azAZ09-._~!*'()/+"); }),
            "<E>azAZ09-._~%21%2A%27%28%29%2F%2B</E>");
}

}  // namespace
}  // namespace strongroom::wire
