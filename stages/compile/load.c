/* SPDX-License-Identifier: MIT
 * Where rules come from: built in, folders, memory. The only file below cli/ that opens
 * files. A source is a folder of folders: FOLDER/FILE.rule, FOLDER/STEM….tsv. */
#include "load.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "inner/builtin.h"

/* A rule file longer than this is not one. */
#define FILE_MAX (64u * 1024 * 1024)

static void say(struct av_compiler *c, struct av_str path, const char *what, const char *mend)
{
	av_diag_add(c->diag, AV_ERROR, path, 0, av_str_of("", 0), 0, 0, "%s%s", what, mend);
}

static bool ends_with(struct av_str s, struct av_str end)
{
	return s.length > end.length &&
	       memcmp(s.at + s.length - end.length, end.at, end.length) == 0;
}

static struct av_str before_last(struct av_str s, char mark, struct av_str *behind)
{
	const char *at = memrchr(s.at, mark, s.length);
	if (!at) {
		*behind = s;
		return av_str_of(s.at, 0);
	}
	size_t length = (size_t)(at - s.at);
	*behind = av_str_of(at + 1, s.length - length - 1);
	return av_str_of(s.at, length);
}

/* Fills in folder, stem and middle out of the path; false if it is no file of ours. */
static bool name_file(struct av_source_file *file)
{
	struct av_str name, folder = before_last(file->path, '/', &name);
	bool rule = ends_with(name, AV_STR(".rule"));
	file->table = ends_with(name, AV_STR(".tsv"));
	if (!rule && !file->table)
		return false;
	before_last(folder, '/', &file->folder);
	name.length -= rule ? 5 : 4;
	const char *dot = memchr(name.at, '.', name.length);
	file->stem = dot ? av_str_of(name.at, (size_t)(dot - name.at)) : name;
	if (dot)
		file->middle = av_str_of(dot + 1, name.length - file->stem.length - 1);
	return true;
}

static bool add_file(struct av_compiler *c, struct av_str path, struct av_str text, unsigned layer)
{
	struct av_source_file file = { .path = path, .text = text, .layer = (uint8_t)layer };
	if (!name_file(&file))
		return true;
	struct av_source_file *slot = av_list_push(&c->files);
	if (slot)
		*slot = file;
	else
		c->no_memory = true;
	return slot != NULL;
}

static bool add_builtin(struct av_compiler *c)
{
	for (size_t i = 0; i < av_builtin_count; i++) {
		const struct av_builtin_file *file = &av_builtin_files[i];
		if (!add_file(c, av_str_of(file->path, strlen(file->path)),
			      av_str_of(file->bytes, file->length), 0))
			return false;
	}
	return true;
}

/* --- Folders --------------------------------------------------------------------------- */

/* Reads the whole file into scratch memory; `text->at` is NULL where it can't be read. */
static void read_all(struct av_compiler *c, FILE *stream, size_t size, struct av_str *text)
{
	char *bytes = av_scratch(c, size + 1);
	if (!bytes)
		return;
	size_t length = fread(bytes, 1, size + 1, stream);
	if (!ferror(stream) && length <= size)
		*text = av_str_of(bytes, length);
}

static bool read_file(struct av_compiler *c, struct av_str path, unsigned layer)
{
	struct av_str text = { 0 };
	struct stat about;
	FILE *stream = fopen(path.at, "rb");
	errno = stream ? 0 : errno;
	if (stream && fstat(fileno(stream), &about) == 0 && about.st_size <= (long)FILE_MAX)
		read_all(c, stream, (size_t)about.st_size, &text);
	if (stream)
		fclose(stream);
	if (c->no_memory)
		return false;
	if (text.at)
		return add_file(c, path, text, layer);
	say(c, path,
	    "can't read this file: ", errno ? strerror(errno) : "it changes or is too large");
	return true;
}

/* DIR/NAME, NUL-terminated, in scratch memory. */
static struct av_str join(struct av_compiler *c, struct av_str dir, const char *name)
{
	size_t length = strlen(name);
	while (dir.length > 1 && dir.at[dir.length - 1] == '/')
		dir.length--;
	char *at = av_scratch(c, dir.length + length + 2);
	if (!at)
		return (struct av_str){ 0 };
	memcpy(at, dir.at, dir.length);
	at[dir.length] = '/';
	memcpy(at + dir.length + 1, name, length);
	return av_str_of(at, dir.length + 1 + length);
}

struct paths {
	AV_LIST(struct av_str);
};

static bool is_folder(const char *path)
{
	struct stat about;
	return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

/* What stands in a folder: its folders, or its rule files and tables. */
static bool list_folder(struct av_compiler *c, struct av_str dir, bool folders, struct paths *paths)
{
	DIR *stream = opendir(dir.at);
	if (!stream) {
		say(c, dir, "can't read this folder: ", strerror(errno));
		return true;
	}
	struct dirent *entry;
	while (!c->no_memory && (entry = readdir(stream))) {
		if (entry->d_name[0] == '.')
			continue;
		struct av_str path = join(c, dir, entry->d_name);
		bool ours = ends_with(path, AV_STR(".rule")) || ends_with(path, AV_STR(".tsv"));
		if (!path.at || (folders ? !is_folder(path.at) : !ours))
			continue;
		struct av_str *slot = av_list_push(paths);
		if (slot)
			*slot = path;
		else
			c->no_memory = true;
	}
	closedir(stream);
	return !c->no_memory;
}

static bool read_dir(struct av_compiler *c, const char *name, unsigned layer)
{
	struct paths folders = { 0 }, files = { 0 };
	struct av_str dir = av_str_of(name, strlen(name));
	uint32_t before = c->diag->errors;
	bool fine = list_folder(c, dir, true, &folders);
	if (c->diag->errors == before) /* it would say so twice */
		fine = fine && list_folder(c, dir, false, &files);
	for (uint32_t i = 0; fine && i < folders.count; i++)
		fine = list_folder(c, folders.items[i], false, &files);
	for (uint32_t i = 0; fine && i < files.count; i++)
		fine = read_file(c, files.items[i], layer);
	if (fine && files.count == 0 && c->diag->errors == before)
		say(c, dir, "no rules here: a rule folder holds folders with .rule and .tsv files",
		    "");
	free(folders.items);
	free(files.items);
	return fine;
}

/* --- All of it ------------------------------------------------------------------------------ */

static int by_path(const void *a, const void *b)
{
	const struct av_source_file *x = a, *y = b;
	if (x->layer != y->layer)
		return x->layer < y->layer ? -1 : 1;
	return av_str_compare(x->path, y->path);
}

bool av_load(struct av_compiler *c, const struct av_rule_sources *sources)
{
	bool fine = true;
	if (sources->only_files)
		fine = true;
	else if (sources->only_dir)
		fine = read_dir(c, sources->only_dir, 0);
	else
		fine = add_builtin(c);
	if (fine && sources->extra_dir)
		fine = read_dir(c, sources->extra_dir, 1);
	for (uint32_t i = 0; fine && i < sources->file_count; i++)
		fine = add_file(c, sources->files[i].path, sources->files[i].text, 2);
	if (fine && c->files.count)
		qsort(c->files.items, c->files.count, sizeof *c->files.items, by_path);
	return fine;
}
