using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Streams;
using MinMo.Protocols.Realtime.Events;
using MinMo.Protocols.Realtime.Items;

namespace MinMo.Gateways.Realtime.Conversation;

/// <summary>Tells the client how the items of the conversation come, change and go.</summary>
internal sealed class ItemNarrator(SessionState state)
{
    private readonly Exchange _exchange = state.Exchange;

    public void Committed(TurnCommitted turn)
    {
        string id = turn.Item.Value;
        string? previous = turn.Previous?.Value;

        // The words are told by the transcription event, if the client asked for it; the item itself goes without.
        var item = new ConversationItem { Id = id, Role = "user", Content = [new InputAudioPart(null)] };
        state.Items.Put(item with { Content = [new InputAudioPart(turn.Text)] });
        _exchange.Say(new AudioCommittedEvent(id, previous));
        _exchange.Say(new ItemAddedEvent(item, previous));
        _exchange.Say(new ItemDoneEvent(item, previous));
        if (turn.Text is { } words && state.Configuration.Audio.Input.Transcription is not null)
        {
            var usage = new TranscriptionUsage((int)Math.Ceiling(turn.Audio.TotalSeconds));
            _exchange.Say(new TranscriptionDeltaEvent(id, 0, words));
            _exchange.Say(new TranscriptionCompletedEvent(id, 0, words, usage));
        }

        if (turn.Traits is { } heard && state.Configuration.WantsVendorEvents)
        {
            _exchange.Say(new HeardEvent(id, heard.Language, heard.Emotion, heard.Events));
        }
    }

    public void Reopened(TurnReopened turn)
    {
        state.Items.Remove(turn.Item.Value);
        _exchange.Say(new ItemDeletedEvent(turn.Item.Value));
    }

    public void Changed(DialogueChanged change)
    {
        string id = change.Entry.Item.Value;
        if (change.Removed)
        {
            state.Items.Remove(id);
            _exchange.Say(new ItemDeletedEvent(id));
            return;
        }

        var item = ItemOf(change.Entry);
        state.Items.Put(item);
        _exchange.Say(new ItemAddedEvent(item, change.Previous?.Value));
        _exchange.Say(new ItemDoneEvent(item, change.Previous?.Value));
    }

    public void Truncated(ItemTruncated cut)
    {
        if (state.Items.TryFind(cut.Item.Value, out var item))
        {
            state.Items.Put(item with { Status = "incomplete", Content = [new OutputAudioPart(cut.Text)] });
        }

        _exchange.Say(new ItemTruncatedEvent(cut.Item.Value, 0, (int)cut.Heard.TotalMilliseconds));
    }

    private static ConversationItem ItemOf(DialogueEntry entry) => new()
    {
        Id = entry.Item.Value,
        Role = entry.Role switch
        {
            DialogueRole.Assistant => "assistant",
            DialogueRole.System => "system",
            _ => "user",
        },
        Content = [entry.Role == DialogueRole.Assistant ? new OutputTextPart(entry.Text) : new InputTextPart(entry.Text)],
    };
}
