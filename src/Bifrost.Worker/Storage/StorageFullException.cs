namespace Bifrost.Worker.Storage;

/// <summary>State could not be saved. What was saved before is still there, and nothing was changed.</summary>
internal sealed class StorageFullException(string folder, Exception inner)
    : Exception($"The worker could not save its state in {folder}: {inner.Message} Nothing was changed. Free some space there, then send the request again.", inner);
