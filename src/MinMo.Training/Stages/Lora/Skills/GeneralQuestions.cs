using MinMo.Training.Corpora.Text;

namespace MinMo.Training.Stages.Lora.Skills;

/// <summary>Open questions beside the skills. A model that learns the skills is also trained on its own earlier answers to
/// these, so that it does not forget how to answer them.</summary>
internal static class GeneralQuestions
{
    private static readonly string[] Patterns =
    [
        "What is {thing}?", "Tell me about {thing}.", "Describe {thing} in one sentence.", "What can I do with {thing}?",
        "Tell me something about {country}.", "What is {country} known for?", "Why do people visit {capital}?",
        "What do {animal}s eat?", "Where do {animal}s live?", "Tell me a fact about the {animal}.",
        "How do I cook {food}?", "What goes well with {food}?", "Is {food} healthy?", "Who invented {food}?",
    ];

    private static readonly string[] Fixed =
    [
        "Why is the sky blue?", "How does a computer work?", "What is the internet?", "How can I learn a new language?",
        "What should I do when I can't sleep?", "How do I write a good letter?", "Give me a tip for a job interview.",
        "What is gravity?", "How do plants grow?", "Why do we dream?", "What is music?", "How do I stay healthy?",
        "What is a good gift for a friend?", "How can I save money?", "What is democracy?", "Why do leaves change color?",
        "What is the moon made of?", "How do airplanes fly?", "What causes rain?", "What is love?",
        "How do I make new friends?", "What is a good book to read?", "Tell me a short story.", "Give me some good advice.",
        "What is electricity?", "How do birds fly?", "Why is the ocean salty?", "What makes people happy?",
        "How do I start a garden?", "What is a good hobby?", "How does a phone work?", "What is history?",
    ];

    /// <summary>All fixed questions and some of each pattern.</summary>
    public static IEnumerable<string> Write(Random random, int ofEachPattern)
        => Fixed.Concat(Patterns.SelectMany(pattern => Enumerable.Range(0, ofEachPattern).Select(_ => Fill(pattern, random)))).Distinct();

    private static string Fill(string pattern, Random random)
    {
        foreach (var column in (string[])["thing", "country", "capital", "food"])
        {
            if (pattern.Contains($"{{{column}}}", StringComparison.Ordinal))
            {
                return WrittenText.Capitalize(pattern.Replace($"{{{column}}}", Draw(column, random), StringComparison.Ordinal));
            }
        }

        return pattern.Replace("{animal}", Draw("soundanimal", random), StringComparison.Ordinal);
    }

    private static string Draw(string column, Random random)
    {
        var values = SlotTables.Embedded.Values(column).ToArray();
        return values[random.Next(values.Length)];
    }
}
