using MinMo.Training.Corpora.Text;

namespace MinMo.Training.Tests.Corpora.Text;

public sealed class PhraseTemplateTests
{
    private readonly Random _random = new(1);
    private readonly SlotValues _values;

    public PhraseTemplateTests() => _values = new SlotValues(_random, new WordDeck(Vocabulary.Words, _random));

    [Fact]
    public void Alternatives_nest_and_may_be_empty()
        => Assert.Equal(
            ["a", "a b", "a b c", "a b d"],
            Enumerable.Range(0, 200).Select(_ => Expand("a [|b [|c|d]]")).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void A_slot_keeps_its_value_and_the_row_it_came_from()
    {
        _values["country"] = "spain";
        Assert.Equal("spain spain", Expand("{country} {country}"));
        _values.Forget();
        var (country, capital) = (Expand("{country}"), Expand("{capital}"));
        Assert.Contains(SlotTables.Embedded.Values("country").Zip(SlotTables.Embedded.Values("capital")), row => row == (country, capital));
    }

    [Fact]
    public void A_second_value_of_a_kind_is_another()
        => Assert.All(Enumerable.Range(0, 100), _ =>
        {
            _values.Forget();
            Assert.NotEqual(Expand("{weekday}"), Expand("{weekday.2}"));
        });

    [Fact]
    public void Slots_of_alternatives_not_taken_are_not_drawn()
        => Assert.Equal("x", PhraseTemplate.Expand("[x|{nothing}]", _values, new AlwaysFirst()));

    [Fact]
    public void An_open_alternative_is_refused() => Assert.Throws<FormatException>(() => Expand("a [b|c"));

    [Fact]
    public void An_unknown_slot_is_refused() => Assert.Throws<ArgumentException>(() => Expand("{nothing}"));

    private string Expand(string template) => PhraseTemplate.Expand(template, _values, _random);

    private sealed class AlwaysFirst : Random
    {
        public override int Next(int maxValue) => 0;
    }
}
