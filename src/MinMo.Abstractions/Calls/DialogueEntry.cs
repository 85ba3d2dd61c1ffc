namespace MinMo.Abstractions.Calls;

/// <summary>One entry of the dialogue as the caller knows it: a reply that was cut holds only the words heard.</summary>
/// <param name="Item">The entry's name.</param>
/// <param name="Role">Who said it.</param>
/// <param name="Text">The words.</param>
/// <param name="Interrupted">Whether the caller cut it off.</param>
[GenerateSerializer, Immutable, Alias("minmo.dialogue-entry")]
public sealed record DialogueEntry(
    [property: Id(0)] ItemId Item,
    [property: Id(1)] DialogueRole Role,
    [property: Id(2)] string Text,
    [property: Id(3)] bool Interrupted);
