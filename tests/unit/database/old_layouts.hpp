// SPDX-License-Identifier: Apache-2.0
// The tables as earlier versions of this library created them, word for word as the engine kept
// them: what is in databases out there. Never changed; a new version adds a list.
#pragma once

#include <vector>

namespace egregora::old_layouts {

inline const std::vector<const char*> kVersion1 = {
    R"(CREATE TABLE messages(message_id UUID NOT NULL, tenant_id VARCHAR NOT NULL, "source" )"
    R"(VARCHAR NOT NULL, thread_id VARCHAR NOT NULL, source_key VARCHAR, seq BIGINT NOT NULL, )"
    R"("timestamp" TIMESTAMP WITH TIME ZONE NOT NULL, author VARCHAR, author_uuid UUID, kind )"
    R"(VARCHAR NOT NULL, "content" VARCHAR, media_url VARCHAR, media_type VARCHAR, metadata )"
    R"(STRUCT(reply_to UUID, mentions UUID[], urls VARCHAR[], pii VARCHAR[], edited BOOLEAN, )"
    R"(attrs JSON) NOT NULL, created_at TIMESTAMP WITH TIME ZONE NOT NULL, created_by_run UUID, )"
    R"(CHECK(CASE  WHEN ((kind = 'text')) THEN (CAST('t' AS BOOLEAN)) ELSE (kind IN ('text', )"
    R"('media', 'system', 'deleted', 'command')) END), CHECK(CASE  WHEN ((media_type IS NULL)) )"
    R"(THEN (CAST('t' AS BOOLEAN)) ELSE (media_type IN ('image', 'video', 'audio', 'document', )"
    R"('sticker', 'contact', 'location', 'url')) END));)",
    R"(CREATE TABLE windows(window_id UUID, run_id UUID, source_table VARCHAR NOT NULL, )"
    R"(thread_id VARCHAR NOT NULL, config_hash VARCHAR NOT NULL, window_index BIGINT NOT NULL, )"
    R"(part BIGINT DEFAULT(0) NOT NULL, total_parts BIGINT DEFAULT(1) NOT NULL, )"
    R"(parent_window_id UUID, "label" VARCHAR NOT NULL, step_unit VARCHAR NOT NULL, step_size )"
    R"(BIGINT NOT NULL, overlap_ratio DOUBLE NOT NULL, start_time TIMESTAMP WITH TIME ZONE NOT )"
    R"(NULL, end_time TIMESTAMP WITH TIME ZONE NOT NULL, message_count BIGINT NOT NULL, )"
    R"(byte_size BIGINT NOT NULL, overlap_count BIGINT NOT NULL, signature VARCHAR NOT NULL, )"
    R"(status VARCHAR NOT NULL, created_at TIMESTAMP WITH TIME ZONE NOT NULL, processed_at )"
    R"(TIMESTAMP WITH TIME ZONE, PRIMARY KEY(window_id), CHECK((step_unit IN ('messages', )"
    R"('hours', 'days', 'bytes'))), CHECK((status IN ('pending', 'processing', 'processed', )"
    R"('skipped', 'failed'))));)",
    R"(CREATE TABLE window_messages(window_id UUID NOT NULL, message_id UUID NOT NULL, )"
    R"("position" BIGINT NOT NULL, is_overlap BOOLEAN NOT NULL);)",
    R"(CREATE TABLE runs(run_id UUID, tenant_id VARCHAR DEFAULT('default') NOT NULL, stage )"
    R"(VARCHAR DEFAULT('pipeline') NOT NULL, status VARCHAR NOT NULL, config JSON, config_hash )"
    R"(VARCHAR, code_ref VARCHAR, engine_version VARCHAR, parent_run_id UUID, started_at )"
    R"(TIMESTAMP WITH TIME ZONE NOT NULL, finished_at TIMESTAMP WITH TIME ZONE, heartbeat_at )"
    R"(TIMESTAMP WITH TIME ZONE, duration_seconds DOUBLE, rows_in BIGINT, rows_out BIGINT, )"
    R"("error" VARCHAR, attrs JSON, trace_id VARCHAR, PRIMARY KEY(run_id), CHECK((status IN )"
    R"(('pending', 'running', 'completed', 'failed', 'degraded', 'cancelled'))));)",
    R"(CREATE TABLE rejects(run_id UUID NOT NULL, path VARCHAR NOT NULL, line BIGINT NOT NULL, )"
    R"(reason VARCHAR NOT NULL, "text" VARCHAR NOT NULL);)"};

inline const std::vector<const char*> kAddedInVersion2 = {
    R"(CREATE TABLE elo_ratings(post_id VARCHAR, rating DOUBLE DEFAULT(1500.0) NOT NULL, )"
    R"(comparisons BIGINT DEFAULT(0) NOT NULL, wins BIGINT DEFAULT(0) NOT NULL, losses BIGINT )"
    R"(DEFAULT(0) NOT NULL, "ties" BIGINT DEFAULT(0) NOT NULL, created_at TIMESTAMP WITH TIME )"
    R"(ZONE NOT NULL, last_updated TIMESTAMP WITH TIME ZONE NOT NULL, PRIMARY KEY(post_id), )"
    R"(CHECK((comparisons >= 0)), CHECK((wins >= 0)), CHECK((losses >= 0)), CHECK(("ties" >= )"
    R"(0)), CHECK((comparisons = ((wins + losses) + "ties"))));)",
    R"(CREATE TABLE comparison_history(comparison_id VARCHAR NOT NULL, seq BIGINT NOT NULL, )"
    R"(post_a VARCHAR NOT NULL, post_b VARCHAR NOT NULL, winner VARCHAR NOT NULL, k_factor )"
    R"(DOUBLE NOT NULL, rating_a_before DOUBLE NOT NULL, rating_b_before DOUBLE NOT NULL, )"
    R"(rating_a_after DOUBLE NOT NULL, rating_b_after DOUBLE NOT NULL, "timestamp" TIMESTAMP )"
    R"(WITH TIME ZONE NOT NULL, reader_feedback JSON, CHECK((post_a != post_b)), CHECK((winner )"
    R"(IN ('a', 'b', 'tie'))));)",
    R"(CREATE TABLE lineage(child_run_id UUID NOT NULL, parent_run_id UUID NOT NULL);)",
    R"(CREATE TABLE run_events(run_id UUID NOT NULL, seq BIGINT NOT NULL, occurred_at TIMESTAMP )"
    R"(WITH TIME ZONE NOT NULL, kind VARCHAR NOT NULL, payload JSON);)",
    R"(CREATE TABLE run_tables(run_id UUID NOT NULL, table_name VARCHAR NOT NULL, direction )"
    R"(VARCHAR NOT NULL, checkpoint_id UUID, "rows" BIGINT, CHECK((direction IN ('read', )"
    R"('written'))));)",
    R"(CREATE TABLE tasks(task_id UUID, task_type VARCHAR NOT NULL, status VARCHAR NOT NULL, )"
    R"(payload JSON, priority BIGINT DEFAULT(0) NOT NULL, seq BIGINT NOT NULL, run_at TIMESTAMP )"
    R"(WITH TIME ZONE NOT NULL, created_at TIMESTAMP WITH TIME ZONE NOT NULL, processed_at )"
    R"(TIMESTAMP WITH TIME ZONE, attempts BIGINT DEFAULT(0) NOT NULL, max_attempts BIGINT )"
    R"(DEFAULT(5) NOT NULL, claimed_by VARCHAR, fence BIGINT DEFAULT(0) NOT NULL, )"
    R"(lease_expires_at TIMESTAMP WITH TIME ZONE, unique_key VARCHAR, result JSON, "error" )"
    R"(VARCHAR, run_id UUID, PRIMARY KEY(task_id), CHECK((task_type != '')), CHECK((status IN )"
    R"(('pending', 'processing', 'completed', 'failed', 'superseded', 'cancelled', 'dead'))));)",
    R"(CREATE TABLE task_history(task_id UUID NOT NULL, task_type VARCHAR NOT NULL, status )"
    R"(VARCHAR NOT NULL, payload JSON, priority BIGINT DEFAULT(0) NOT NULL, seq BIGINT NOT )"
    R"(NULL, run_at TIMESTAMP WITH TIME ZONE NOT NULL, created_at TIMESTAMP WITH TIME ZONE NOT )"
    R"(NULL, processed_at TIMESTAMP WITH TIME ZONE, attempts BIGINT DEFAULT(0) NOT NULL, )"
    R"(max_attempts BIGINT DEFAULT(5) NOT NULL, claimed_by VARCHAR, fence BIGINT DEFAULT(0) NOT )"
    R"(NULL, lease_expires_at TIMESTAMP WITH TIME ZONE, unique_key VARCHAR, result JSON, )"
    R"("error" VARCHAR, run_id UUID, CHECK((task_type != '')), CHECK((status IN ('pending', )"
    R"('processing', 'completed', 'failed', 'superseded', 'cancelled', 'dead'))));)",
    R"(CREATE TABLE task_errors(task_id UUID NOT NULL, attempt BIGINT NOT NULL, occurred_at )"
    R"(TIMESTAMP WITH TIME ZONE NOT NULL, worker VARCHAR, "error" VARCHAR NOT NULL);)",
    R"(CREATE TABLE documents(id VARCHAR, doc_type VARCHAR NOT NULL, status VARCHAR NOT NULL, )"
    R"("content" VARCHAR, blob BLOB, source_checksum VARCHAR, title VARCHAR, slug VARCHAR, )"
    R"(summary VARCHAR, date DATE, authors VARCHAR[] NOT NULL, tags VARCHAR[] NOT NULL, )"
    R"(subject_uuid UUID, alias VARCHAR, avatar_url VARCHAR, interests VARCHAR[] NOT NULL, )"
    R"(filename VARCHAR, mime_type VARCHAR, media_type VARCHAR, phash VARCHAR, window_start )"
    R"(TIMESTAMP WITH TIME ZONE, window_end TIMESTAMP WITH TIME ZONE, "extensions" JSON, )"
    R"(created_at TIMESTAMP WITH TIME ZONE NOT NULL, updated_at TIMESTAMP WITH TIME ZONE NOT )"
    R"(NULL, PRIMARY KEY(id), CHECK((doc_type IN ('post', 'profile', 'announcement', 'journal', )"
    R"('enrichment_url', 'enrichment_media', 'enrichment_image', 'enrichment_video', )"
    R"('enrichment_audio', 'media', 'annotation'))), CHECK(((doc_type != 'post') OR ((title IS )"
    R"(NOT NULL) AND (slug IS NOT NULL) AND (status IN ('draft', 'published', 'archived'))))), )"
    R"(CHECK(((doc_type != 'profile') OR ((title IS NOT NULL) AND (subject_uuid IS NOT )"
    R"(NULL)))), CHECK(((doc_type != 'journal') OR ((title IS NOT NULL) AND (window_start IS )"
    R"(NOT NULL) AND (window_end IS NOT NULL)))), CHECK(((doc_type != 'media') OR ((filename IS )"
    R"(NOT NULL) AND (media_type IS NOT NULL)))));)",
    R"(CREATE TABLE annotations(id VARCHAR, parent_id VARCHAR NOT NULL, parent_type VARCHAR NOT )"
    R"(NULL, author_id VARCHAR NOT NULL, "content" VARCHAR NOT NULL, created_at TIMESTAMP WITH )"
    R"(TIME ZONE NOT NULL, source_checksum VARCHAR, PRIMARY KEY(id), CHECK((parent_type IN )"
    R"(('message', 'post', 'annotation'))));)"};

}  // namespace egregora::old_layouts
