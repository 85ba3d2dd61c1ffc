using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Streams;
using MinMo.Protocols.Realtime.Commands;
using MinMo.Protocols.Realtime.Errors;
using MinMo.Protocols.Realtime.Events;
using MinMo.Protocols.Realtime.Items;
using MinMo.Protocols.Realtime.Session;

namespace MinMo.Gateways.Realtime.Conversation;

/// <summary>Carries out what the client says: most of it is passed on to the conversation, whose answer is told by
/// <see cref="OutputNarrator"/>.</summary>
internal sealed class CommandDesk(SessionState state)
{
    private readonly Exchange _exchange = state.Exchange;
    private int _itemNumber;

    public void Carry(ParseOutcome<ClientCommand> arrived)
    {
        if (!arrived.Succeeded)
        {
            _exchange.Say(new ErrorEvent(arrived.Error));
            return;
        }

        switch (arrived.Value)
        {
            case UpdateSessionCommand update:
                Update(update);
                break;
            case AppendAudioCommand append:
                Append(append);
                break;
            case RetrieveItemCommand retrieve:
                Retrieve(retrieve);
                break;
            case CreateItemCommand create:
                Create(create);
                break;
            case CreateResponseCommand create:
                Request(create);
                break;
            default:
                PassOn(arrived.Value);
                break;
        }
    }

    private void PassOn(ClientCommand command)
    {
        switch (command)
        {
            case CommitAudioCommand:
                _exchange.Tell(new TurnCommitRequested(null, command.EventId));
                break;
            case ClearAudioCommand:
                _exchange.Tell(new InputClearRequested());
                _exchange.Say(new AudioClearedEvent());
                break;
            case DeleteItemCommand delete:
                _exchange.Tell(new ItemDeleteRequested(new ItemId(delete.ItemId), command.EventId));
                break;
            case TruncateItemCommand truncate:
                _exchange.Tell(new ItemTruncateRequested(
                    new ItemId(truncate.ItemId), TimeSpan.FromMilliseconds(truncate.AudioEndMs), command.EventId));
                break;
            case CancelResponseCommand cancel:
                _exchange.Tell(new ReplyCancelRequested(
                    cancel.ResponseId is { } id ? new ReplyId(id) : null, command.EventId));
                break;
        }
    }

    private void Update(UpdateSessionCommand update)
    {
        var merged = SessionMerge.Apply(state.Configuration, update.Session, state.Audible, update.EventId);
        if (!merged.Succeeded)
        {
            _exchange.Say(new ErrorEvent(merged.Error));
            return;
        }

        state.Configuration = merged.Value;
        _exchange.Tell(new SettingsChanged(SettingsMapping.Apply(merged.Value, state.Defaults)));
        _exchange.Say(new SessionUpdatedEvent(merged.Value));
    }

    private void Append(AppendAudioCommand append)
    {
        foreach (var piece in state.Caller.Append(state.Configuration.Audio.Input.Format, append.Audio))
        {
            _exchange.Tell(piece);
        }
    }

    private void Retrieve(RetrieveItemCommand retrieve)
    {
        if (state.Items.TryFind(retrieve.ItemId, out var item))
        {
            _exchange.Say(new ItemRetrievedEvent(item));
        }
        else
        {
            _exchange.Refuse(
                ErrorCodes.RetrieveUnknownItem, $"There is no item '{retrieve.ItemId}' to retrieve.", "item_id",
                retrieve.EventId);
        }
    }

    private void Create(CreateItemCommand create)
    {
        string id = create.Item.Id ?? $"{state.Configuration.Id}_item_{++_itemNumber}";
        if (state.Items.Holds(id))
        {
            _exchange.Refuse(
                ErrorCodes.ItemExists, $"There is an item '{id}' already; leave the id out or choose another.", "item.id",
                create.EventId);
            return;
        }

        ItemId? after = create.PreviousItemId is { } previous ? new ItemId(previous) : null;
        string text = string.Join('\n', create.Item.Content.Select(part => part.Words));
        _exchange.Tell(new MessageAdded(new ItemId(id), RoleOf(create.Item), text, after, create.EventId));
    }

    private void Request(CreateResponseCommand create)
    {
        var session = state.Configuration;
        var ticket = ReplyTicket.Of(session);
        if (create.Response is { } asked)
        {
            ticket = new ReplyTicket(
                asked.OutputModalities ?? ticket.Modalities, asked.MaxOutputTokens ?? ticket.Limit,
                asked.Format ?? ticket.Format, asked.Metadata);
        }

        var call = SettingsMapping.Apply(session, state.Defaults).Reply;
        _exchange.Tell(new ReplyRequested(
            create.Response?.Instructions, SettingsMapping.Apply(ticket, call), ticket.Write(), create.EventId));
    }

    private static DialogueRole RoleOf(ConversationItem item) => item.Role switch
    {
        "assistant" => DialogueRole.Assistant,
        "system" => DialogueRole.System,
        _ => DialogueRole.User,
    };
}
