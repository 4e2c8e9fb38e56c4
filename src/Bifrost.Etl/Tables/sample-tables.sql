-- The tables of the SINARM open data: column names as published, in lower case (MES_MISSAO is spelt as it is meant).
-- One row per grain: every published column but the total. A blank is NULL and takes part in the grain.
do $schema$
begin
    -- CREATE SCHEMA IF NOT EXISTS asks for CREATE on the database even where the schema is there.
    if to_regnamespace('raw') is null then
        create schema raw;
    end if;
end
$schema$;

create table if not exists raw.ocorrencias (
    id bigint generated always as identity primary key,
    ano_ocorrencia smallint not null,
    mes_ocorrencia smallint not null check (mes_ocorrencia between 1 and 12),
    uf text,
    municipio text,
    especie_arma text,
    marca_arma text,
    calibre_arma text,
    tipo_ocorrencia text,
    mais_1000_mil_hab boolean,
    total integer not null check (total >= 0),
    dt_carga timestamptz not null default now(),
    constraint ocorrencias_grao unique nulls not distinct (
        ano_ocorrencia, mes_ocorrencia, uf, municipio, especie_arma, marca_arma, calibre_arma, tipo_ocorrencia, mais_1000_mil_hab)
);

create table if not exists raw.portes (
    id bigint generated always as identity primary key,
    ano_emissao smallint not null,
    mes_emissao smallint not null check (mes_emissao between 1 and 12),
    uf text,
    municipio text,
    tipo text,
    status text,
    abrangencia text,
    especie_arma text,
    marca_arma text,
    calibre_arma text,
    sexo text,
    total integer not null check (total >= 0),
    dt_carga timestamptz not null default now(),
    constraint portes_grao unique nulls not distinct (
        ano_emissao, mes_emissao, uf, municipio, tipo, status, abrangencia, especie_arma, marca_arma, calibre_arma, sexo)
);

create table if not exists raw.registros (
    id bigint generated always as identity primary key,
    ano_emissao smallint not null,
    mes_emissao smallint not null check (mes_emissao between 1 and 12),
    uf text,
    municipio text,
    status_registro text,
    especie_arma text,
    marca_arma text,
    calibre_arma text,
    sexo text,
    categoria text,
    total integer not null check (total >= 0),
    dt_carga timestamptz not null default now(),
    constraint registros_grao unique nulls not distinct (
        ano_emissao, mes_emissao, uf, municipio, status_registro, especie_arma, marca_arma, calibre_arma, sexo, categoria)
);
