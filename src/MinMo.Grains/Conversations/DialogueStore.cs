using Microsoft.Extensions.Logging;
using MinMo.Abstractions.Calls;

namespace MinMo.Grains.Conversations;

/// <summary>
/// Writes the dialogue behind the call's back: one write at a time, always the newest, and a storage that is slow or
/// down delays nothing.
/// </summary>
internal sealed partial class DialogueStore(
    CallId call, IPersistentState<ConversationRecord> state, ILogger<DialogueStore> logger)
{
    private Task _writing = Task.CompletedTask;
    private bool _changed;

    /// <summary>What was kept last.</summary>
    public DialogueEntry[] Dialogue => state.State.Dialogue;

    public void Keep(IReadOnlyList<DialogueEntry> dialogue)
    {
        state.State = new ConversationRecord { Dialogue = [.. dialogue] };
        _changed = true;
        if (_writing.IsCompleted)
        {
            _writing = WriteAsync();
        }
    }

    /// <summary>Ends when everything kept has been written or given up.</summary>
    public Task FlushAsync() => _writing;

    /// <summary>The call is over: nothing of it stays.</summary>
    public async Task ClearAsync()
    {
        _changed = false;
        await _writing;
        try
        {
            await state.ClearStateAsync();
        }
        catch (Exception exception)
        {
            LogNotCleared(call, exception);
        }
    }

    private async Task WriteAsync()
    {
        while (_changed)
        {
            _changed = false;
            try
            {
                await state.WriteStateAsync();
            }
            catch (Exception exception)
            {
                LogNotWritten(call, exception);
            }
        }
    }
}
