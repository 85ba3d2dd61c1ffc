using CsCheck;
using MinMo.Models.Phonemes.Normalization;

namespace MinMo.Models.Tests.Phonemes;

public sealed class SpeechTextNormalizerTests
{
    [Theory]
    [InlineData("I have 3 cats.", "I have three cats.")]
    [InlineData("0 and 10 and 100", "zero and ten and one hundred")]
    [InlineData("It costs 1,234,567 in all.", "It costs one million two hundred thirty-four thousand five hundred sixty-seven in all.")]
    [InlineData("Pi is 3.14159.", "Pi is three point one four one five nine.")]
    [InlineData("It is -5 outside.", "It is minus five outside.")]
    [InlineData(".5 of it", "zero point five of it")]
    [InlineData("Agent 007", "Agent zero zero seven")]
    [InlineData("Code 48213377", "Code four eight two one three three seven seven")]
    [InlineData("1000000 people", "one million people")]
    [InlineData("221B Baker Street", "two hundred twenty-one B Baker Street")]
    [InlineData("an MP3 file", "an MP3 file")]
    [InlineData("version 2.5.1", "version two point five point one")]
    [InlineData("10k followers", "ten thousand followers")]
    [InlineData("flight BA2490", "flight BA2490")]
    [InlineData("COVID-19", "COVID-19")]
    [InlineData("99999999999999999999", "nine nine nine nine nine nine nine nine nine nine nine nine nine nine nine nine nine nine nine nine")]
    public void Numbers_become_words(string text, string spoken) => AssertSpoken(text, spoken);

    [Theory]
    [InlineData("the 1st, 2nd, 3rd and 4th", "the first, second, third and fourth")]
    [InlineData("her 21st birthday", "her twenty-first birthday")]
    [InlineData("the 12th, 20th and 100th", "the twelfth, twentieth and one hundredth")]
    public void Ordinals_become_words(string text, string spoken) => AssertSpoken(text, spoken);

    [Theory]
    [InlineData("$5", "five dollars")]
    [InlineData("That is $42.50.", "That is forty-two dollars and fifty cents.")]
    [InlineData("$1", "one dollar")]
    [InlineData("$0.99 each", "ninety-nine cents each")]
    [InlineData("$1,200", "one thousand two hundred dollars")]
    [InlineData("$1.5 million", "one point five million dollars")]
    [InlineData("$5-10", "five to ten dollars")]
    [InlineData("£3.20", "three pounds and twenty pence")]
    [InlineData("50 €", "fifty euros")]
    [InlineData("$20k", "twenty thousand dollars")]
    [InlineData("25¢", "twenty-five cents")]
    [InlineData("2.5 million €", "two point five million euros")]
    [InlineData("$4/mo. for life", "four dollars per month for life")]
    [InlineData("for < $30k", "for less than thirty thousand dollars")]
    [InlineData("$30/hour", "thirty dollars per hour")]
    public void Money_becomes_words(string text, string spoken) => AssertSpoken(text, spoken);

    [Theory]
    [InlineData("at 7:45 a.m. on Monday", "at seven forty-five AM on Monday")]
    [InlineData("at 7:45 PM.", "at seven forty-five PM.")]
    [InlineData("We open at 9 a.m.", "We open at nine AM.")]
    [InlineData("Come at 9 a.m. The door is open.", "Come at nine AM. The door is open.")]
    [InlineData("7:00", "seven o'clock")]
    [InlineData("8:05", "eight oh five")]
    [InlineData("14:30", "fourteen thirty")]
    [InlineData("12:00 pm", "twelve PM")]
    [InlineData("Mon-Fri 9am-5pm", "Monday to Friday nine AM to five PM")]
    [InlineData("3:00-4:30", "three o'clock to four thirty")]
    [InlineData("a 3:1 lead", "a three to one lead")]
    public void Times_become_words(string text, string spoken) => AssertSpoken(text, spoken);

    [Theory]
    [InlineData("March 3rd, 2026", "March third, twenty twenty-six")]
    [InlineData("on March 3", "on March third")]
    [InlineData("Jan. 15, 1999", "January fifteenth, nineteen ninety-nine")]
    [InlineData("3 March 2026", "the third of March, twenty twenty-six")]
    [InlineData("the 4th of July", "the fourth of July")]
    [InlineData("2026-03-03", "March third, twenty twenty-six")]
    [InlineData("3/14/2026", "March fourteenth, twenty twenty-six")]
    [InlineData("by 11/05", "by November fifth")]
    [InlineData("March 2026", "March twenty twenty-six")]
    [InlineData("in 1984", "in nineteen eighty-four")]
    [InlineData("in 1905", "in nineteen oh five")]
    [InlineData("since 2000", "since two thousand")]
    [InlineData("in 1776", "in seventeen seventy-six")]
    [InlineData("1500 people", "one thousand five hundred people")]
    [InlineData("the 1990s", "the nineteen nineties")]
    [InlineData("the 80s", "the eighties")]
    [InlineData("2019-2023", "twenty nineteen to twenty twenty-three")]
    public void Dates_and_years_become_words(string text, string spoken) => AssertSpoken(text, spoken);

    [Theory]
    [InlineData("Call 555-0199.", "Call five five five, zero one nine nine.")]
    [InlineData("(555) 123-4567", "five five five, one two three, four five six seven")]
    [InlineData("1-800-555-0199", "one, eight zero zero, five five five, zero one nine nine")]
    [InlineData("+44 20 7946 0958", "plus four four, two zero, seven nine four six, zero nine five eight")]
    [InlineData("Call 911!", "Call nine one one!")]
    public void Telephone_numbers_are_read_digit_by_digit(string text, string spoken) => AssertSpoken(text, spoken);

    [Theory]
    [InlineData("50%", "fifty percent")]
    [InlineData("3.5 %", "three point five percent")]
    [InlineData("10-15%", "ten to fifteen percent")]
    [InlineData("5 km", "five kilometers")]
    [InlineData("1 kg", "one kilogram")]
    [InlineData("60 km/h", "sixty kilometers per hour")]
    [InlineData("20°C", "twenty degrees Celsius")]
    [InlineData("-5 °F", "minus five degrees Fahrenheit")]
    [InlineData("He is 5'10\" tall", "He is five foot ten tall")]
    [InlineData("16GB of memory", "sixteen gigabytes of memory")]
    [InlineData("5-10 min", "five to ten minutes")]
    [InlineData("a 10x20 room", "a ten by twenty room")]
    [InlineData("3x faster", "three times faster")]
    [InlineData("41 trillion km", "forty-one trillion kilometers")]
    [InlineData("I'm in a 5 star hotel", "I'm in a five star hotel")]
    public void Quantities_become_words(string text, string spoken) => AssertSpoken(text, spoken);

    [Theory]
    [InlineData("1/2 cup", "one half cup")]
    [InlineData("1 1/2 cups", "one and a half cups")]
    [InlineData("3/4", "three quarters")]
    [InlineData("2/3 of it", "two thirds of it")]
    [InlineData("2½ hours", "two and a half hours")]
    [InlineData("¼ mile", "one quarter mile")]
    [InlineData("open 24/7", "open twenty-four seven")]
    [InlineData("10/10", "ten out of ten")]
    [InlineData("4.5/5 stars", "four point five out of five stars")]
    public void Fractions_become_words(string text, string spoken) => AssertSpoken(text, spoken);

    [Theory]
    [InlineData("Write to joe.smith@example.com.", "Write to joe dot smith at example dot com.")]
    [InlineData("See https://www.example.com/help for more.", "See example dot com slash help for more.")]
    [InlineData("Visit example.org", "Visit example dot org")]
    [InlineData("See www.my-site.co.uk/a/b2.", "See my dash site dot co dot uk slash a slash b two.")]
    public void Addresses_are_read_aloud(string text, string spoken) => AssertSpoken(text, spoken);

    [Theory]
    [InlineData("Dr. Smith and Mrs. Jones", "Doctor Smith and Missus Jones")]
    [InlineData("12 Main St.", "twelve Main Street.")]
    [InlineData("St. Mary lived on Main St. for years", "Saint Mary lived on Main Street for years")]
    [InlineData("fruit, e.g. apples", "fruit, for example, apples")]
    [InlineData("apples, pears, etc.", "apples, pears, et cetera.")]
    [InlineData("cats vs. dogs", "cats versus dogs")]
    [InlineData("No. 5", "Number five")]
    [InlineData("World War II", "World War two")]
    [InlineData("coffee w/o milk", "coffee without milk")]
    public void Abbreviations_are_written_out(string text, string spoken) => AssertSpoken(text, spoken);

    [Theory]
    [InlineData("**Bold** and *italic* and `code`", "Bold and italic and code")]
    [InlineData("# Heading", "Heading")]
    [InlineData("- first item", "first item")]
    [InlineData("See [the page](https://example.com/x).", "See the page.")]
    [InlineData("Great job! 😀🎉", "Great job!")]
    [InlineData("Family 👨‍👩‍👧 time", "Family time")]
    [InlineData("Thanks :)", "Thanks")]
    [InlineData("snake_case_name", "snake case name")]
    [InlineData("| a | b |", "a, b")]
    [InlineData("```csharp\ncode\n```", "code")]
    [InlineData("👍", "")]
    public void Markup_and_pictures_are_not_said(string text, string spoken) => AssertSpoken(text, spoken);

    [Theory]
    [InlineData("salt & pepper", "salt and pepper")]
    [InlineData("2 + 2 = 4", "two plus two equals four")]
    [InlineData("3 * 4", "three times four")]
    [InlineData("5 - 3", "five minus three")]
    [InlineData("We're #1", "We're number one")]
    [InlineData("C# and C++", "C sharp and C plus plus")]
    [InlineData("and/or", "and or or")]
    [InlineData("~50 people", "about fifty people")]
    [InlineData("Sure - here you go", "Sure, here you go")]
    [InlineData("pages 3–5", "pages three to five")]
    public void Signs_are_said(string text, string spoken) => AssertSpoken(text, spoken);

    [Theory]
    [InlineData("Sure, I can help you with that right away.")]
    [InlineData("\"Stop!\" he said; then he left.")]
    [InlineData("Well... I don't know.")]
    [InlineData("It's a state-of-the-art idea, isn't it?")]
    [InlineData("The U.S. is big.")]
    public void Plain_sentences_stay_as_they_are(string text) => AssertSpoken(text, text);

    [Fact]
    public void Any_mixture_of_signs_and_digits_is_survived()
    {
        const string Signs = "0123456789.,:/-+$€%°'\"()#*_ aIskmGBxth\n½–";
        Gen.Int[0, Signs.Length - 1].Array[0, 40].Sample(picks =>
        {
            var spoken = SpeechTextNormalizer.Normalize(string.Concat(picks.Select(pick => Signs[pick])));
            Assert.DoesNotContain('\n', spoken);
            Assert.Equal(spoken.Trim(), spoken);
        });
    }

    private static void AssertSpoken(string text, string spoken) => Assert.Equal(spoken, SpeechTextNormalizer.Normalize(text));
}
